using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>DeleteObject and DeleteObjects: for good, or by a delete marker where there are versions.</summary>
internal sealed class DeleteOperations(Store store, Access access, BodyReader bodies)
{
    private const int LargestBatch = 1_000;

    public S3Answer Delete(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var version = RequestedVersion.Of(request, store);
        var bypasses = ObjectLockOperations.BypassesGovernance(request, bucket);
        var deletion = Delete(bucket, request.Key, version, Conditions.ForDeleting(request.Key, store.Options.HonorsConditionsOnDelete ? request.Header("If-Match") : null), bypasses);

        List<KeyValuePair<string, string>> headers = [];
        if (deletion.Marker is { } marker)
        {
            headers.Add(new("x-amz-delete-marker", "true"));
            headers.Add(new("x-amz-version-id", marker.VersionId));
        }
        else if (version is not null && bucket.Contents.Versioning != Versioning.None)
        {
            headers.Add(new("x-amz-version-id", version));
            if (deletion.Removed is { IsDeleteMarker: true })
            {
                headers.Add(new("x-amz-delete-marker", "true"));
            }
        }

        return new S3Answer { Status = 204, Headers = headers };
    }

    public async Task<S3Answer> DeleteManyAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var bypasses = ObjectLockOperations.BypassesGovernance(request, bucket);
        var likeCeph = store.Options.ReadsBatchesLikeCeph;
        if (!likeCeph && !WriteRules.HasDigest(request))
        {
            throw S3Refusal.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }

        XElement root;
        List<XElement> items;
        try
        {
            root = await bodies.ReceiveXmlAsync(request, checksDigest: !likeCeph).ConfigureAwait(false);
            items = Items(root, likeCeph);
        }
        catch (S3Refusal refusal) when (likeCeph && refusal.Code == "MalformedXML")
        {
            return new S3Answer { Status = refusal.Status, ErrorCode = refusal.Code };
        }

        var isQuiet = root.Elements().Any(static element => element is { Name.LocalName: "Quiet", Value: "true" });
        var xml = new XmlText().Root("DeleteResult");
        foreach (var item in items)
        {
            DeleteOne(bucket, item, bypasses, isQuiet, xml);
        }

        return S3Answer.Ok(xml.Close("DeleteResult").ToString());
    }

    private static List<XElement> Items(XElement root, bool allowsNone)
    {
        var items = root.Elements().Where(static element => element.Name.LocalName == "Object").ToList();
        return root.Name.LocalName == "Delete" && items.Count <= LargestBatch && (items.Count > 0 || allowsNone) && !items.Exists(static item => Child(item, "Key") is null)
            ? items
            : throw S3Refusal.MalformedXml();
    }

    private void DeleteOne(S3Bucket bucket, XElement item, bool bypasses, bool isQuiet, XmlText xml)
    {
        var key = Child(item, "Key")!;
        var version = Child(item, "VersionId");
        try
        {
            if (version is not null && !store.VersionIds.WasIssued(version))
            {
                throw S3Refusal.NoSuchVersion(key, version);
            }

            var deletion = Delete(bucket, key, version, Conditions.ForDeleting(key, Child(item, "ETag")), bypasses);
            if (!isQuiet)
            {
                WriteDeleted(xml, key, version, deletion);
            }
        }
        catch (S3Refusal refusal)
        {
            xml.Open("Error").Element("Key", key).Optional("VersionId", version).Element("Code", refusal.Code).Element("Message", refusal.Message).Close("Error");
        }
    }

    private static void WriteDeleted(XmlText xml, string key, string? version, Deletion deletion)
    {
        xml.Open("Deleted").Element("Key", key).Optional("VersionId", version);
        if ((deletion.Marker ?? deletion.Removed) is { IsDeleteMarker: true } marker)
        {
            xml.Element("DeleteMarker", true).Element("DeleteMarkerVersionId", marker.VersionId);
        }

        xml.Close("Deleted");
    }

    private Deletion Delete(S3Bucket bucket, string key, string? version, Action<StoredObject?>? condition, bool bypasses)
    {
        return version is null
            ? bucket.Contents.Delete(key, store.Now, condition)
            : new Deletion(bucket.Contents.DeleteVersion(key, version, condition, Guard), null);

        void Guard(StoredObject found)
        {
            if (found.Metadata.Lock?.ForbidsDeletionAt(store.Options.TimeProvider.GetUtcNow(), bypasses) == true)
            {
                throw ObjectLockOperations.Protected();
            }
        }
    }

    private static string? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
