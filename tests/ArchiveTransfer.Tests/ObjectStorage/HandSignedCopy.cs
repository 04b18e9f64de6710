using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A second plane in one operation: CopyObject without any SDK, from the same request to the same result. Shows that the seam fits both; not for use.</summary>
internal sealed class HandSignedCopy(Uri endpoint, string access, string secret, TimeProvider time, ObjectStoreSettings settings) : IDisposable
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    });

    public async ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        var path = $"/{request.Destination.Bucket}/{Encode(request.Destination.Key)}";
        var date = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = Headers(request).Where(header => header.Value is not null).Select(header => KeyValuePair.Create(header.Name, header.Value!))
            .Concat([new("host", endpoint.Authority), new("x-amz-date", date), new("x-amz-content-sha256", Empty)]).ToList();

        using var message = new HttpRequestMessage(
            HttpMethod.Put, new Uri($"{endpoint.Scheme}://{endpoint.Authority}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        message.Content = new ByteArrayContent([]);
        foreach (var (name, value) in headers.Append(new("Authorization", SignatureV4.Authorization("PUT", path, "", headers, Empty, date, "us-east-1", access, secret))))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await client.SendAsync(message, cancellationToken);
            return Read((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), response);
        }
        catch (HttpRequestException e)
        {
            return Error(null, e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? StoreErrorCodes.ConnectFailed : StoreErrorCodes.ConnectionLost, e.Message);
        }
    }

    public void Dispose() => client.Dispose();

    private static StoreResult<WrittenObject> Read(int status, string body, HttpResponseMessage response)
    {
        try
        {
            var root = body.AsSpan().Trim().IsEmpty ? null : XDocument.Parse(body.Trim()).Root;
            if (root?.Name.LocalName == "Error" || status != 200)
            {
                return Error(status, Text(root, "Code") ?? ((HttpStatusCode)status).ToString(), Text(root, "Message") ?? "");
            }

            return Text(root, "ETag")?.Trim('"') is { Length: > 0 } etag
                ? new WrittenObject
                {
                    ETag = etag,
                    VersionId = Header(response, "x-amz-version-id"),
                    ServerSideEncryption = Header(response, "x-amz-server-side-encryption"),
                }
                : Error(status, StoreErrorCodes.EmptyAnswer, "no ETag");
        }
        catch (XmlException e)
        {
            return Error(status, StoreErrorCodes.UnreadableAnswer, e.Message);
        }
    }

    private static StoreError Error(int? status, string code, string message) => new()
    {
        Operation = StoreOperation.CopyObject,
        Kind = StoreErrorTable.Classify(StoreOperation.CopyObject, status, code),
        StatusCode = status,
        Code = code,
        Message = message,
    };

    private IEnumerable<(string Name, string? Value)> Headers(CopyRequest request)
    {
        var (attributes, headers) = (request.Attributes, request.Attributes.Headers);
        var version = request.Source.VersionId is { } id ? $"?versionId={Uri.EscapeDataString(id)}" : "";
        (string, string?)[] always =
        [
            ("x-amz-copy-source", $"{request.Source.Bucket}/{Encode(request.Source.Key)}{version}"),
            ("x-amz-copy-source-if-match", request.SourceIfMatch is { } etag ? $"\"{etag}\"" : null),
            ("if-none-match", request.IfNoneMatch ? "*" : null),
            ("x-amz-metadata-directive", headers is null ? "COPY" : "REPLACE"),
            ("x-amz-tagging-directive", attributes.Tags is not null ? "REPLACE" : attributes.AnyTags ? null : "COPY"),
            ("x-amz-tagging", attributes.Tags is { Count: > 0 } tags ? string.Join('&', tags.Select(tag => $"{Uri.EscapeDataString(tag.Key)}={Uri.EscapeDataString(tag.Value)}")) : null),
            ("x-amz-storage-class", attributes.StorageClass),
            ("x-amz-acl", attributes.CannedAcl),
            ("x-amz-server-side-encryption", attributes.Encryption?.Algorithm),
            ("x-amz-server-side-encryption-aws-kms-key-id", attributes.Encryption?.KmsKeyId),
            ("x-amz-server-side-encryption-bucket-key-enabled", attributes.Encryption?.BucketKeyEnabled is { } enabled ? (enabled ? "true" : "false") : null),
            ("x-amz-expected-bucket-owner", settings.ExpectedBucketOwner),
            ("x-amz-source-expected-bucket-owner", settings.SourceExpectedBucketOwner),
            ("x-amz-request-payer", settings.RequesterPays || settings.SourceRequesterPays ? "requester" : null),
        ];
        (string, string?)[] replaced = headers is null ? [] :
        [
            ("content-type", headers.ContentType ?? "binary/octet-stream"), ("content-encoding", headers.ContentEncoding), ("content-disposition", headers.ContentDisposition),
            ("content-language", headers.ContentLanguage), ("cache-control", headers.CacheControl), ("expires", headers.Expires),
            .. headers.Metadata.Select(pair => ("x-amz-meta-" + pair.Key, (string?)pair.Value)),
        ];
        return always.Concat(replaced);
    }

    private static string Encode(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    private static string? Text(XElement? root, string name) => root?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
