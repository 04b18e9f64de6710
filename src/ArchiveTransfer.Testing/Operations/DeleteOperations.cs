using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>DeleteObject and DeleteObjects, without versions.</summary>
internal sealed class DeleteOperations(Store store, Access access, BodyReader bodies)
{
    private const int LargestBatch = 1_000;

    public S3Answer Delete(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var isConditional = request.Header("If-Match") is not null && store.Options.HonorsConditionsOnDelete;
        bucket.Contents.Delete(request.Key, isConditional ? Conditions.ForWriting(request, store.Options) : null);
        return new S3Answer { Status = 204 };
    }

    public async Task<S3Answer> DeleteManyAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var likeCeph = store.Options.ReadsBatchesLikeCeph;
        if (!likeCeph && request.Header("Content-MD5") is null && !request.Http.Request.Headers.Any(static header => IsChecksum(header.Key)))
        {
            throw S3Refusal.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }

        XElement root;
        List<string> keys;
        try
        {
            root = await bodies.ReceiveXmlAsync(request, checksDigest: !likeCeph).ConfigureAwait(false);
            keys = Keys(root);
            if (keys.Count > LargestBatch || (keys.Count == 0 && !likeCeph))
            {
                throw S3Refusal.MalformedXml();
            }
        }
        catch (S3Refusal refusal) when (likeCeph && refusal.Code == "MalformedXML")
        {
            return new S3Answer { Status = refusal.Status, ErrorCode = refusal.Code };
        }

        var isQuiet = root.Elements().Any(static element => element is { Name.LocalName: "Quiet", Value: "true" });
        var xml = new XmlText().Root("DeleteResult");
        foreach (var key in keys)
        {
            bucket.Contents.Delete(key);
            if (!isQuiet)
            {
                xml.Open("Deleted").Element("Key", key).Close("Deleted");
            }
        }

        return S3Answer.Ok(xml.Close("DeleteResult").ToString());
    }

    private static List<string> Keys(XElement root) => root.Elements()
        .Where(static element => element.Name.LocalName == "Object")
        .Select(static item => item.Elements().FirstOrDefault(static element => element.Name.LocalName == "Key")?.Value ?? throw S3Refusal.MalformedXml())
        .ToList();

    private static bool IsChecksum(string header) =>
        header.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase) || header.Equals("x-amz-trailer", StringComparison.OrdinalIgnoreCase);
}
