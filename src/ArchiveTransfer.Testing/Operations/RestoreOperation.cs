using System.Globalization;
using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>RestoreObject: makes an archived object readable for some days.</summary>
internal sealed class RestoreOperation(Store store, Access access, BodyReader bodies)
{
    public async Task<S3Answer> RestoreAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        if (Value(root, "Type") is not null)
        {
            throw S3Refusal.NotImplemented("A select restore");
        }

        var days = Value(root, "Days") is { } text ? Days(text) : (int?)null;
        var tier = root.Descendants().FirstOrDefault(static element => element.Name.LocalName == "Tier")?.Value;
        if (tier is not (null or "Standard" or "Bulk" or "Expedited"))
        {
            throw S3Refusal.MalformedXml();
        }

        var status = 202;
        var updated = access.Update(request, bucket, metadata =>
        {
            var now = store.Options.TimeProvider.GetUtcNow();
            Check(metadata, days, tier, now);
            var readyAt = now + store.Options.RestoreDuration;
            if (metadata.Restoration is { Expiry: not null } restoration && restoration.IsThereAt(now))
            {
                status = 200;
                readyAt = restoration.ReadyAt;
            }

            return metadata with { Restoration = new Restoration(readyAt, days is { } kept ? Expiry(readyAt < now ? now : readyAt, kept) : null) };
        });

        List<KeyValuePair<string, string>> headers = [];
        AnswerHeaders.AddVersion(headers, bucket, updated);
        return new S3Answer { Status = status, Headers = headers };
    }

    private static void Check(ObjectMetadata metadata, int? days, string? tier, DateTimeOffset now)
    {
        if (metadata.Restoration?.IsOngoingAt(now) == true)
        {
            throw new S3Refusal(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
        }

        if (!metadata.IsArchived || (metadata.ArchiveTier is not null && metadata.IsReadableAt(now)))
        {
            throw ArchiveRules.InvalidState(metadata, "Restore is not allowed for the object's current storage class");
        }

        // An archive tier of INTELLIGENT_TIERING is left for good: there is nothing that could run out.
        if (days is null != metadata.ArchiveTier is not null)
        {
            throw S3Refusal.MalformedXml();
        }

        if (tier == "Expedited" && (metadata.StorageClass == "DEEP_ARCHIVE" || metadata.ArchiveTier == "DEEP_ARCHIVE_ACCESS"))
        {
            throw S3Refusal.InvalidArgument("Retrieval option is not supported by this storage class");
        }
    }

    // Rounded up to the next midnight, as S3 does.
    private static DateTimeOffset Expiry(DateTimeOffset from, int days)
    {
        var end = from.UtcDateTime.AddDays(days);
        return new DateTimeOffset(end.TimeOfDay == TimeSpan.Zero ? end : end.Date.AddDays(1), TimeSpan.Zero);
    }

    private static int Days(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) && days <= 100 * 365
        ? days >= 1 ? days : throw S3Refusal.InvalidArgument("restoration days should be at least 1")
        : throw S3Refusal.MalformedXml();

    private static string? Value(XElement root, string name) =>
        root.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
}
