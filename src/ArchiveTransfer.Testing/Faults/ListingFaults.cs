using System.Text;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Faults of pages.</summary>
internal static class ListingFaults
{
    private const int LongestKey = 1024;

    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new(S3Fault.RepeatToken, FaultScope.Paging)
        {
            Page = static listed => listed with { Page = listed.Page with { Next = listed.Start }, RepeatsToken = true },
        },
        new(S3Fault.OverlappingPages, FaultScope.Paging) { Page = Overlap },
        new(S3Fault.OutOfOrder, FaultScope.Listing) { Page = Exchange },
        new(S3Fault.EmptyTruncated, FaultScope.Paging)
        {
            Page = static listed => listed with { Page = new ObjectPage([], [], listed.Start) },
        },
        new(S3Fault.MissingKeys, FaultScope.Listing) { Page = LeaveOut },
        new(S3Fault.KeyAppears, FaultScope.Listing) { Page = Appear },
        new(S3Fault.KeyVanishes, FaultScope.Listing) { Page = Vanish },
    ];

    // A page of one object would be followed by itself for ever.
    private static ListedPage Overlap(ListedPage listed) => listed.Page is { Next: not null, Objects: [.., var lastButOne, _] }
        ? listed with { Page = listed.Page with { Next = new KeyBound(lastButOne.Key, BoundKind.After) } }
        : listed;

    private static ListedPage Exchange(ListedPage listed)
    {
        if (listed.Page.Objects is not [var first, .., var last])
        {
            return listed;
        }

        return listed with { Page = listed.Page with { Objects = [last, .. listed.Page.Objects.Skip(1).SkipLast(1), first] } };
    }

    private static ListedPage LeaveOut(ListedPage listed)
    {
        var objects = listed.Page.Objects;
        var missing = Math.Max(1, objects.Count / 3);
        var from = (objects.Count - missing) / 2;
        return objects.Count == 0
            ? listed
            : listed with { Page = listed.Page with { Objects = [.. objects.Take(from), .. objects.Skip(from + missing)] } };
    }

    private static ListedPage Appear(ListedPage listed)
    {
        if (listed.Page is { Next: not null, Objects: [_, .., var last] } && Encoding.UTF8.GetByteCount(last.Key) < LongestKey)
        {
            listed.Bucket.Contents.Commit(new StoredObject(last.Key + "!", last.Content, last.ETag, last.Metadata, last.LastModified, last.Checksum));
        }

        return listed;
    }

    private static ListedPage Vanish(ListedPage listed)
    {
        if (listed.Page.Objects is [.., var last])
        {
            listed.Bucket.Delete(last.Key);
        }

        return listed;
    }
}
