using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>DeleteObject and DeleteObjects, without versions.</summary>
internal sealed class DeleteOperations(Access access, BodyReader bodies)
{
    private const int LargestBatch = 1_000;

    public S3Answer Delete(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        bucket.Contents.Delete(request.Key, request.Header("If-Match") is null ? null : Conditions.ForWriting(request));
        return new S3Answer { Status = 204 };
    }

    public async Task<S3Answer> DeleteManyAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        if (request.Header("Content-MD5") is null && !request.Http.Request.Headers.Any(static header => IsChecksum(header.Key)))
        {
            throw S3Refusal.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }

        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        var isQuiet = root.Elements().Any(static element => element is { Name.LocalName: "Quiet", Value: "true" });
        var keys = root.Elements()
            .Where(static element => element.Name.LocalName == "Object")
            .Select(static item => item.Elements().FirstOrDefault(static element => element.Name.LocalName == "Key")?.Value ?? throw S3Refusal.MalformedXml())
            .ToList();
        if (root.Name.LocalName != "Delete" || keys.Count is 0 or > LargestBatch)
        {
            throw S3Refusal.MalformedXml();
        }

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

    private static bool IsChecksum(string header) =>
        header.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase) || header.Equals("x-amz-trailer", StringComparison.OrdinalIgnoreCase);
}
