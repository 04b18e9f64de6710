using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>Whether what is at the destination is what a write without an answer would have made.</summary>
internal static class LandingCheck
{
    /// <summary>Two clocks that differ by more cannot talk to each other: signatures are refused.</summary>
    private static readonly TimeSpan LargestClockSkew = TimeSpan.FromMinutes(15);

    /// <param name="expectedETag">ETag the write makes, where that is known.</param>
    public static bool HasLanded(ObjectWork work, ObjectHead head, string? expectedETag)
    {
        if (head.Size != work.Item.Size || IsUntouched(work, head))
        {
            return false;
        }

        if (EntityTag.ProveEqual(head.ETag, expectedETag))
        {
            return true;
        }

        if (!head.HasOpaqueETag && !work.DestinationIsOpaque && EntityTag.AreComparable(head.ETag, expectedETag))
        {
            return false;
        }

        return head.LastModified is not { } written || written >= work.Begun - LargestClockSkew;
    }

    /// <summary>The very object that was to be replaced. Times are compared by the second, as HEAD tells no more.</summary>
    private static bool IsUntouched(ObjectWork work, ObjectHead head) =>
        work.Item.Existing is { } existing
        && string.Equals(existing.ETag, head.ETag, StringComparison.OrdinalIgnoreCase)
        && existing.LastModified is { } before
        && head.LastModified is { } after
        && after.ToUnixTimeSeconds() <= before.ToUnixTimeSeconds();
}
