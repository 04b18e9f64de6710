using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>What can be read of archived objects, and what is told of their restoration.</summary>
internal static class ArchiveRules
{
    private const string ListedStatus = "RestoreStatus";
    private const string ListedStatusHeader = "x-amz-optional-object-attributes";

    public static void RequireReadable(StoredObject found, DateTimeOffset now, string message = "The operation is not valid for the object's storage class")
    {
        if (!found.Metadata.IsReadableAt(now))
        {
            throw InvalidState(found.Metadata, message);
        }
    }

    public static S3Refusal InvalidState(ObjectMetadata metadata, string message)
    {
        var refusal = new S3Refusal(403, "InvalidObjectState", message).With("StorageClass", metadata.StorageClass ?? "STANDARD");
        return metadata.ArchiveTier is { } tier ? refusal.With("AccessTier", tier) : refusal;
    }

    public static IEnumerable<KeyValuePair<string, string>> Headers(ObjectMetadata metadata, DateTimeOffset now)
    {
        if (metadata.ArchiveTier is { } tier && !metadata.IsReadableAt(now))
        {
            yield return new("x-amz-archive-status", tier);
        }

        if (metadata.Restoration is { } restoration)
        {
            if (restoration.IsOngoingAt(now))
            {
                yield return new("x-amz-restore", "ongoing-request=\"true\"");
            }
            else if (restoration is { Expiry: { } expiry } && restoration.IsThereAt(now))
            {
                yield return new("x-amz-restore", string.Create(CultureInfo.InvariantCulture, $"ongoing-request=\"false\", expiry-date=\"{expiry:R}\""));
            }
        }
    }

    /// <summary>Whether the client wants to see restorations in a listing.</summary>
    public static bool AreListed(S3Request request) => request.Header(ListedStatusHeader) switch
    {
        null => false,
        ListedStatus => true,
        var other => throw S3Refusal.InvalidArgument("Invalid attribute name specified.", ListedStatusHeader, other),
    };

    public static void WriteListed(XmlText xml, ObjectMetadata metadata, DateTimeOffset now)
    {
        if (metadata.Restoration is not { } restoration || !(restoration.IsOngoingAt(now) || (restoration.Expiry is not null && restoration.IsThereAt(now))))
        {
            return;
        }

        xml.Open(ListedStatus).Element("IsRestoreInProgress", restoration.IsOngoingAt(now));
        if (!restoration.IsOngoingAt(now))
        {
            xml.Element("RestoreExpiryDate", restoration.Expiry!.Value);
        }

        xml.Close(ListedStatus);
    }
}
