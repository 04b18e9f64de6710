using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>ListObjectVersions: a bucket without versions lists its objects, too.</summary>
internal sealed class ListVersionsOperation(Store store, Access access)
{
    private const int LargestPage = 1_000;

    public S3Answer List(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        var encoding = new ListingEncoding(request.Parameter("encoding-type"), store.Options);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") ?? "";
        var limit = request.IntParameter("max-keys", LargestPage, LargestPage);
        var marker = Marker(request);
        DateTimeOffset? restoredAt = ArchiveRules.AreListed(request) ? store.Options.TimeProvider.GetUtcNow() : null;
        var page = limit == 0 ? new VersionPage([], []) : bucket.Contents.ListVersions(prefix, delimiter, marker, limit);

        var xml = new XmlText().Root("ListVersionsResult")
            .Element("Name", bucket.Name)
            .Element("Prefix", encoding.Echo(prefix))
            .Element("KeyMarker", encoding.Echo(marker.Key))
            .Element("VersionIdMarker", marker.VersionId ?? "")
            .Optional("NextKeyMarker", page.NextKey is { } next ? encoding.Key(next) : null)
            .Optional("NextVersionIdMarker", page.NextVersionId)
            .Element("MaxKeys", limit)
            .Optional("Delimiter", delimiter.Length > 0 ? encoding.Echo(delimiter) : null)
            .Optional("EncodingType", encoding.IsUrl ? "url" : null)
            .Element("IsTruncated", page.NextKey is not null);
        foreach (var listed in page.Versions)
        {
            Write(xml, encoding, bucket, listed, restoredAt);
        }

        foreach (var common in page.CommonPrefixes)
        {
            xml.Open("CommonPrefixes").Element("Prefix", encoding.Prefix(common)).Close("CommonPrefixes");
        }

        return S3Answer.Ok(xml.Close("ListVersionsResult").ToString());
    }

    private VersionMarker Marker(S3Request request)
    {
        var key = request.Parameter("key-marker") ?? "";
        var version = request.Parameter("version-id-marker");
        if (string.IsNullOrEmpty(version))
        {
            return version is null
                ? new VersionMarker(key, null)
                : throw S3Refusal.InvalidArgument("A version-id marker cannot be empty.", "version-id-marker", "");
        }

        if (key.Length == 0)
        {
            throw S3Refusal.InvalidArgument("A version-id marker cannot be specified without a key marker.", "version-id-marker", version);
        }

        return store.VersionIds.WasIssued(version)
            ? new VersionMarker(key, version)
            : throw S3Refusal.InvalidArgument("Invalid version id specified", "version-id-marker", version);
    }

    private static void Write(XmlText xml, ListingEncoding encoding, S3Bucket bucket, ListedVersion listed, DateTimeOffset? restoredAt)
    {
        var version = listed.Version;
        var element = version.IsDeleteMarker ? "DeleteMarker" : "Version";
        xml.Open(element)
            .Element("Key", encoding.Key(version.Key))
            .Element("VersionId", version.VersionId)
            .Element("IsLatest", listed.IsLatest)
            .Element("LastModified", version.LastModified);
        if (!version.IsDeleteMarker)
        {
            xml.Element("ETag", version.ETag.Quoted);
            if (version.Checksum is { } checksum)
            {
                xml.Element("ChecksumAlgorithm", checksum.Algorithm).Element("ChecksumType", checksum.Type);
            }

            xml.Element("Size", version.Size).Element("StorageClass", version.Metadata.StorageClass ?? "STANDARD");
            if (restoredAt is { } now)
            {
                ArchiveRules.WriteListed(xml, version.Metadata, now);
            }
        }

        xml.Owner(bucket.Owner).Close(element);
    }
}
