using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class TaggingOperations(Store store, Access access, BodyReader bodies)
{
    public S3Answer Get(S3Request request)
    {
        var tags = access.ForReading(request).Metadata.Tags;
        if (ReferenceEquals(tags, ObjectMetadata.LostTags))
        {
            return new S3Answer();
        }

        var xml = new XmlText().Root("Tagging").Open("TagSet");
        foreach (var (name, value) in tags)
        {
            xml.Open("Tag").Element("Key", name).Element("Value", value).Close("Tag");
        }

        return S3Answer.Ok(xml.Close("TagSet").Close("Tagging").ToString());
    }

    public async Task<S3Answer> PutAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        var tags = root.Descendants()
            .Where(static element => element.Name.LocalName == "Tag")
            .Select(static tag => KeyValuePair.Create(Child(tag, "Key"), Child(tag, "Value")))
            .ToList();
        Replace(bucket, request.Key, MetadataReader.CheckTags(tags, store.Options));
        return new S3Answer();
    }

    public S3Answer Delete(S3Request request)
    {
        Replace(access.Bucket(request, S3Rights.Write), request.Key, []);
        return new S3Answer { Status = 204 };
    }

    private static string Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? throw S3Refusal.MalformedXml();

    private static void Replace(S3Bucket bucket, string key, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        var updated = bucket.Contents.Update(
            key,
            found => new StoredObject(key, found.Content, found.ETag, found.Metadata with { Tags = tags }, found.LastModified, found.Checksum) { Parts = found.Parts });
        if (!updated)
        {
            throw S3Refusal.NoSuchKey(key);
        }
    }
}
