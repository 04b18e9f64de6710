using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class TaggingOperations(Store store, Access access, BodyReader bodies)
{
    public S3Answer Get(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.None);
        var found = access.ForReading(request, bucket);
        if (ReferenceEquals(found.Metadata.Tags, ObjectMetadata.LostTags))
        {
            return new S3Answer();
        }

        var xml = new XmlText().Root("Tagging").Open("TagSet");
        foreach (var (name, value) in found.Metadata.Tags)
        {
            xml.Open("Tag").Element("Key", name).Element("Value", value).Close("Tag");
        }

        return new S3Answer { Headers = VersionOf(bucket, found), Xml = xml.Close("TagSet").Close("Tagging").ToString() };
    }

    public async Task<S3Answer> PutAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        var tags = root.Descendants()
            .Where(static element => element.Name.LocalName == "Tag")
            .Select(static tag => KeyValuePair.Create(Child(tag, "Key"), Child(tag, "Value")))
            .ToList();
        return new S3Answer { Headers = Replace(request, bucket, MetadataReader.CheckTags(tags, store.Options)) };
    }

    public S3Answer Delete(S3Request request) => new()
    {
        Status = 204,
        Headers = Replace(request, access.Bucket(request, S3Rights.Write), []),
    };

    private static string Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? throw S3Refusal.MalformedXml();

    private static List<KeyValuePair<string, string>> VersionOf(S3Bucket bucket, StoredObject found)
    {
        List<KeyValuePair<string, string>> headers = [];
        AnswerHeaders.AddVersion(headers, bucket, found);
        return headers;
    }

    private List<KeyValuePair<string, string>> Replace(S3Request request, S3Bucket bucket, IReadOnlyList<KeyValuePair<string, string>> tags) =>
        VersionOf(bucket, access.Update(request, bucket, metadata => metadata with { Tags = tags }));
}
