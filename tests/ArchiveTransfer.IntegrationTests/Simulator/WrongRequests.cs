using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.Simulator;

/// <summary>
/// The table of wrong requests. They meet a bucket with <c>key</c>, <c>tagged</c> and <c>huge</c> (virtual, a byte over 5 GiB), a bucket <c>foreign</c> of somebody
/// else, and uploads: <c>{upload}</c> of the key <c>up</c> with two parts of ten bytes, <c>{sha256}</c> with a composite and <c>{crc64}</c> with a full checksum.
/// </summary>
internal static class WrongRequests
{
    public const string PartETag = "781e5e245d69b566979b86e28d23f2c7";
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const string Chunked = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private const string Crc32OfX = "jNwWgw==";

    public static IReadOnlyList<WrongRequest> All { get; } =
        [.. Signatures(), .. Targets(), .. Bodies(), .. Chunks(), .. Checksums(), .. Listings(), .. Reads(), .. Writes(), .. Copies(), .. Uploads(), .. Deletions(), .. Buckets()];

    private static IEnumerable<WrongRequest> Signatures() =>
    [
        new("nobody signs", "PUT", "/bucket/new", 403, "AccessDenied") { Body = "x", As = static _ => null },
        new("an unknown access key", "PUT", "/bucket/new", 403, "InvalidAccessKeyId") { Body = "x", As = static owner => owner with { AccessKey = "nobody" }, Detail = "<AWSAccessKeyId>nobody</AWSAccessKeyId>" },
        new("a wrong secret", "PUT", "/bucket/new", 403, "SignatureDoesNotMatch") { Body = "x", As = static owner => owner with { SecretKey = "wrong" }, Detail = "<StringToSign>AWS4-HMAC-SHA256" },
        new("a wrong secret on a head", "HEAD", "/bucket/key", 403, "SignatureDoesNotMatch") { As = static owner => owner with { SecretKey = "wrong" } },
        new("a token that a long-term key has not", "PUT", "/bucket/new", 400, "InvalidToken") { Body = "x", As = static owner => owner with { SessionToken = "token" } },
        new("signed too long ago", "PUT", "/bucket/new", 403, "RequestTimeTooSkewed") { Body = "x", Skew = -16, Detail = "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>" },
        new("signed in the future", "PUT", "/bucket/new", 403, "RequestTimeTooSkewed") { Body = "x", Skew = 16 },
        new("for another region", "PUT", "/bucket/new", 400, "AuthorizationHeaderMalformed") { Body = "x", Region = "eu-west-1", Detail = "<Region>us-east-1</Region>" },
        new("for another service", "PUT", "/bucket/new", 400, "AuthorizationHeaderMalformed") { Body = "x", Service = "sqs" },
        new("without a payload hash", "GET", "/bucket/key", 400, "InvalidRequest") { Spoil = static request => request.Headers.Remove("x-amz-content-sha256") },
        new("a payload hash that is none", "PUT", "/bucket/new", 400, "InvalidArgument") { Body = "x", Payload = "made-up", Detail = "<ArgumentName>x-amz-content-sha256</ArgumentName>" },
        new("a payload hash in capitals", "PUT", "/bucket/new", 400, "InvalidArgument") { Body = "x", Payload = new string('A', 64) },
        new("without a date", "GET", "/bucket/key", 403, "AccessDenied") { Spoil = static request => request.Headers.Remove("x-amz-date") },
        new("a date that is none", "GET", "/bucket/key", 403, "AccessDenied") { Spoil = static request => Set(request, "x-amz-date", "yesterday") },
        new("a scope of another day", "GET", "/bucket/key", 400, "AuthorizationHeaderMalformed") { Spoil = static request => Set(request, "x-amz-date", "20200101T000000Z") },
        new("another header after signing", "PUT", "/bucket/new", 403, "SignatureDoesNotMatch") { Body = "x", Headers = [("x-amz-meta-a", "1")], Spoil = static request => Set(request, "x-amz-meta-a", "2") },
        new("another verb after signing", "GET", "/bucket/key", 403, "SignatureDoesNotMatch") { Spoil = static request => request.Method = HttpMethod.Delete },
        new("a header that is not signed", "PUT", "/bucket/new", 403, "AccessDenied") { Body = "x", Headers = [("-x-amz-meta-a", "1")], Detail = "<HeadersNotSigned>x-amz-meta-a</HeadersNotSigned>" },
        new("a digest that is not signed", "PUT", "/bucket/new", 403, "AccessDenied") { Body = "x", Headers = [("-Content-MD5", Md5("x"))], Detail = "<HeadersNotSigned>content-md5</HeadersNotSigned>" },
        new("the host not signed", "GET", "/bucket/key", 403, "AccessDenied") { Spoil = static request => Authorization(request, "SignedHeaders=host;", "SignedHeaders="), Detail = "<HeadersNotSigned>host</HeadersNotSigned>" },
        new("signed headers out of order", "GET", "/bucket/key", 403, "SignatureDoesNotMatch") { Spoil = static request => Authorization(request, "host;x-amz-content-sha256;x-amz-date", "x-amz-date;host;x-amz-content-sha256") },
        new("signed headers in capitals", "GET", "/bucket/key", 403, "SignatureDoesNotMatch") { Spoil = static request => Authorization(request, "=host;", "=Host;") },
        new("a signed header twice", "GET", "/bucket/key", 403, "SignatureDoesNotMatch") { Spoil = static request => Authorization(request, "=host;", "=host;host;") },
        new("a signed header that is not there", "GET", "/bucket/key", 403, "SignatureDoesNotMatch") { Spoil = static request => Authorization(request, "x-amz-date", "x-amz-date;x-amz-meta-a") },
        new("a signature of version 2", "GET", "/bucket/key", 400, "InvalidRequest") { Spoil = static request => Set(request, "Authorization", "AWS AKID:bWFkZSB1cA==") },
        new("a bearer", "GET", "/bucket/key", 400, "InvalidArgument") { Spoil = static request => Set(request, "Authorization", "Bearer made-up"), Detail = "<ArgumentName>Authorization</ArgumentName>" },
        new("no signature in the header", "GET", "/bucket/key", 400, "AuthorizationHeaderMalformed") { Spoil = static request => Authorization(request, ", Signature=", ", Something=") },
        new("two credentials", "GET", "/bucket/key", 400, "AuthorizationHeaderMalformed") { Spoil = static request => Authorization(request, "SignedHeaders=", "Credential=a/20240101/us-east-1/s3/aws4_request, SignedHeaders=") },
        new("a credential cut short", "GET", "/bucket/key", 400, "AuthorizationHeaderMalformed") { Spoil = static request => Authorization(request, "/s3/aws4_request", "") },
        new("a credential with another end", "GET", "/bucket/key", 400, "AuthorizationHeaderMalformed") { Spoil = static request => Authorization(request, "aws4_request", "aws5_request") },
        new("a presigned request that lacks parameters", "GET", "/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256", 400, "AuthorizationQueryParametersError") { As = static _ => null },
        new("a presigned request of version 2", "GET", "/bucket/key?AWSAccessKeyId=a&Signature=b&Expires=9999999999", 400, "InvalidRequest") { As = static _ => null },
        new("signed in header and query", "GET", "/bucket/key?X-Amz-Signature=a", 400, "InvalidArgument") { Detail = "Only one auth mechanism allowed" },
    ];

    private static IEnumerable<WrongRequest> Targets() =>
    [
        new("a bucket that is not there", "GET", "/nowhere/key", 404, "NoSuchBucket") { Detail = "<BucketName>nowhere</BucketName>" },
        new("a key that is not there", "GET", "/bucket/none", 404, "NoSuchKey") { Detail = "<Key>none</Key>" },
        new("a head of a key that is not there", "HEAD", "/bucket/none", 404, "NoSuchKey"),
        new("a bucket no name could be", "GET", "/b$/key", 400, "InvalidBucketName"),
        new("an escape cut short", "GET", "/bucket/key%2", 400, "InvalidURI"),
        new("an escape that is none", "GET", "/bucket/key%zz", 400, "InvalidURI"),
        new("bytes that are no UTF-8", "GET", "/bucket/%FF%FE", 400, "InvalidURI"),
        new("an escape in the query that is none", "GET", "/bucket?prefix=%", 400, "InvalidURI"),
        new("a key of 1,025 bytes", "PUT", "/bucket/" + new string('k', 1025), 400, "KeyTooLongError") { Body = "x", Detail = "<MaxSizeAllowed>1024</MaxSizeAllowed>" },
        new("a key of 1,026 bytes in two-byte letters", "PUT", "/bucket/" + string.Concat(Enumerable.Repeat("%C3%A4", 513)), 400, "KeyTooLongError") { Body = "x", Detail = "<Size>1026</Size>" },
        new("a verb that is none", "PATCH", "/bucket/key", 405, "MethodNotAllowed") { Detail = "<Method>PATCH</Method><ResourceType>OBJECT</ResourceType>" },
        new("a post to an object", "POST", "/bucket/key", 405, "MethodNotAllowed") { Body = "x" },
        new("a delete of everything", "DELETE", "/", 405, "MethodNotAllowed") { Detail = "<ResourceType>SERVICE</ResourceType>" },
        new("a post to a bucket that is no form", "POST", "/bucket", 412, "PreconditionFailed") { Body = "x", Detail = "multipart/form-data" },
        new("a second factor, which is left out", "DELETE", "/bucket/key", 501, "NotImplemented") { Headers = [("x-amz-mfa", "serial 123456")], Detail = "<Header>x-amz-mfa</Header>" },
        new("a configuration to delete, which is not the bucket", "DELETE", "/bucket?metadataConfiguration", 501, "NotImplemented"),
        new("a configuration to set, which is not a bucket", "PUT", "/bucket?metadataInventoryTable", 501, "NotImplemented") { Body = "x" },
        new("a sub-resource that is left out", "PUT", "/bucket/key?torrent", 501, "NotImplemented") { Body = "x" },
    ];

    private static IEnumerable<WrongRequest> Bodies() =>
    [
        new("no length", "PUT", "/bucket/new", 411, "MissingContentLength") { Wire = static text => Replaced(text, "Content-Length: 0\r\n", "") },
        new("a transfer encoding", "PUT", "/bucket/new", 501, "NotImplemented")
        {
            Payload = Unsigned,
            Wire = static text => Replaced(text, "Content-Length: 0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
            Detail = "<Header>Transfer-Encoding</Header>",
        },
        new("more than 5 GiB", "PUT", "/bucket/new", 400, "EntityTooLarge")
        {
            Payload = Unsigned,
            Wire = static text => Replaced(text, "Content-Length: 0", "Content-Length: 5368709121"),
            Detail = "<ProposedSize>5368709121</ProposedSize><MaxSizeAllowed>5368709120</MaxSizeAllowed>",
        },
        new("a part of more than 5 GiB", "PUT", "/bucket/up?partNumber=3&uploadId={upload}", 400, "EntityTooLarge") { Payload = Unsigned, Wire = static text => Replaced(text, "Content-Length: 0", "Content-Length: 5368709121") },
        new("another body than was hashed", "PUT", "/bucket/new", 400, "XAmzContentSHA256Mismatch") { Body = "x", Payload = RawClient.Sha256("y"u8), Detail = "<ClientComputedContentSHA256>" },
        new("no body though one was hashed", "DELETE", "/bucket/key", 400, "XAmzContentSHA256Mismatch") { Payload = RawClient.Sha256("y"u8) },
        new("another body than was digested", "PUT", "/bucket/new", 400, "BadDigest") { Body = "x", Headers = [("Content-MD5", Md5("y"))], Detail = "<CalculatedDigest>" },
        new("a digest that is no base64", "PUT", "/bucket/new", 400, "InvalidDigest") { Body = "x", Headers = [("Content-MD5", "made up")], Detail = "<Content-MD5>made up</Content-MD5>" },
        new("a digest that is too short", "PUT", "/bucket/new", 400, "InvalidDigest") { Body = "x", Headers = [("Content-MD5", "AAAA")] },
        new("a digest of a body that is not there", "DELETE", "/bucket/key", 400, "BadDigest") { Headers = [("Content-MD5", Md5("y"))] },
    ];

    private static IEnumerable<WrongRequest> Chunks() =>
    [
        new("chunks without their length", "PUT", "/bucket/new", 411, "MissingContentLength") { Body = "0;chunk-signature=a\r\n\r\n", Payload = Chunked },
        new("chunks with a length that is none", "PUT", "/bucket/new", 411, "MissingContentLength") { Body = "0\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "-1")] },
        new("a chunk without a signature", "PUT", "/bucket/new", 403, "SignatureDoesNotMatch") { Body = "1\r\nx\r\n0\r\n\r\n", Payload = Chunked, Headers = [("x-amz-decoded-content-length", "1")] },
        new("a chunk with a wrong signature", "PUT", "/bucket/new", 403, "SignatureDoesNotMatch") { Body = $"1;chunk-signature={new string('0', 64)}\r\nx\r\n0\r\n\r\n", Payload = Chunked, Headers = [("x-amz-decoded-content-length", "1")] },
        new("signed chunks that nobody signed", "PUT", "/open/new", 403, "AccessDenied") { Body = "0\r\n\r\n", Payload = Chunked, Headers = [("x-amz-content-sha256", Chunked), ("x-amz-decoded-content-length", "0")], As = static _ => null },
        new("a small chunk before the last", "PUT", "/bucket/new", 403, "InvalidChunkSizeError") { Body = "1\r\nx\r\n1\r\ny\r\n0\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "2")], Detail = "<BadChunkSize>1</BadChunkSize>" },
        new("chunks shorter than announced", "PUT", "/bucket/new", 400, "IncompleteBody") { Body = "1\r\nx\r\n0\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "2")] },
        new("chunks longer than announced", "PUT", "/bucket/new", 400, "IncompleteBody") { Body = "2\r\nxy\r\n0\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1")] },
        new("a chunk size that is none", "PUT", "/bucket/new", 400, "IncompleteBody") { Body = "one\r\nx\r\n0\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1")] },
        new("no last chunk", "PUT", "/bucket/new", 400, "IncompleteBody") { Body = "1\r\nx\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1")] },
        new("no trailer though one was announced", "PUT", "/bucket/new", 400, "MalformedTrailerError") { Body = "1\r\nx\r\n0\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1"), ("x-amz-trailer", "x-amz-checksum-crc32")] },
        new("a trailer that was not announced", "PUT", "/bucket/new", 400, "MalformedTrailerError") { Body = $"1\r\nx\r\n0\r\nx-amz-checksum-crc32:{Crc32OfX}\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1")] },
        new("a trailer that is no header", "PUT", "/bucket/new", 400, "MalformedTrailerError") { Body = "1\r\nx\r\n0\r\nnonsense\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1"), ("x-amz-trailer", "x-amz-checksum-crc32")] },
        new("a trailer of another body", "PUT", "/bucket/new", 400, "BadDigest") { Body = $"1\r\ny\r\n0\r\nx-amz-checksum-crc32:{Crc32OfX}\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1"), ("x-amz-trailer", "x-amz-checksum-crc32")] },
        new("a trailer S3 does not know", "PUT", "/bucket/new", 400, "InvalidRequest") { Body = "1\r\nx\r\n0\r\n\r\n", Payload = UnsignedTrailer, Headers = [("x-amz-decoded-content-length", "1"), ("x-amz-trailer", "x-amz-checksum-md4")] },
    ];

    private static IEnumerable<WrongRequest> Checksums() =>
    [
        new("a checksum of another body", "PUT", "/bucket/new", 400, "BadDigest") { Body = "y", Headers = [("x-amz-checksum-crc32", Crc32OfX)], Detail = "The CRC32 you specified did not match" },
        new("a checksum that is no base64", "PUT", "/bucket/new", 400, "InvalidRequest") { Body = "x", Headers = [("x-amz-checksum-crc32", "made up")], Detail = "Value for x-amz-checksum-crc32 header is invalid." },
        new("a checksum of another length", "PUT", "/bucket/new", 400, "InvalidRequest") { Body = "x", Headers = [("x-amz-checksum-sha256", Crc32OfX)] },
        new("two checksums", "PUT", "/bucket/new", 400, "InvalidRequest") { Body = "x", Headers = [("x-amz-checksum-crc32", Crc32OfX), ("x-amz-checksum-crc32c", "AAAAAA==")], Detail = "Expecting a single x-amz-checksum- header" },
        new("a checksum announced and not sent", "PUT", "/bucket/new", 400, "InvalidRequest") { Body = "x", Headers = [("x-amz-sdk-checksum-algorithm", "CRC32")], Detail = "no corresponding x-amz-checksum-*" },
        new("another checksum than announced", "PUT", "/bucket/new", 400, "InvalidRequest") { Body = "x", Headers = [("x-amz-sdk-checksum-algorithm", "SHA256"), ("x-amz-checksum-crc32", Crc32OfX)] },
        new("a checksum algorithm that is none", "POST", "/bucket/new?uploads", 400, "InvalidRequest") { Headers = [("x-amz-checksum-algorithm", "MD4")] },
        new("a checksum type without an algorithm", "POST", "/bucket/new?uploads", 400, "InvalidRequest") { Headers = [("x-amz-checksum-type", "COMPOSITE")] },
        new("a composite of the newest", "POST", "/bucket/new?uploads", 400, "InvalidRequest") { Headers = [("x-amz-checksum-algorithm", "CRC64NVME"), ("x-amz-checksum-type", "COMPOSITE")], Detail = "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm." },
        new("a full SHA-256 of parts", "POST", "/bucket/new?uploads", 400, "InvalidRequest") { Headers = [("x-amz-checksum-algorithm", "SHA256"), ("x-amz-checksum-type", "FULL_OBJECT")] },
        new("a part of another algorithm", "PUT", "/bucket/up?partNumber=1&uploadId={sha256}", 400, "InvalidRequest") { Body = "x", Headers = [("x-amz-checksum-crc32", Crc32OfX)], Detail = "expected checksum Type: sha256, actual checksum Type: crc32" },
        new("a part of a composite without a checksum", "PUT", "/bucket/up?partNumber=1&uploadId={sha256}", 400, "InvalidRequest") { Body = "x", Detail = "actual checksum Type: null" },
        new("a composite completed without its checksums", "POST", "/bucket/up?uploadId={sha256}", 400, "InvalidRequest") { Body = Complete((1, PartETag)), Detail = "It was missing for part 1" },
        new("a full checksum that is another", "POST", "/bucket/up?uploadId={crc64}", 400, "BadDigest") { Body = Complete((1, PartETag)), Headers = [("x-amz-checksum-crc64nvme", "AAAAAAAAAAA="), ("x-amz-checksum-type", "FULL_OBJECT")], Detail = "The crc64nvme you specified did not match the calculated checksum." },
        new("an upload completed with another checksum type", "POST", "/bucket/up?uploadId={crc64}", 400, "InvalidRequest") { Body = Complete((1, PartETag)), Headers = [("x-amz-checksum-type", "COMPOSITE")] },
        new("a copy with a checksum algorithm that is none", "PUT", "/bucket/new", 400, "InvalidRequest") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-checksum-algorithm", "MD4")] },
    ];

    private static IEnumerable<WrongRequest> Listings() =>
    [
        new("a page of minus one", "GET", "/bucket?list-type=2&max-keys=-1", 400, "InvalidArgument") { Detail = "<ArgumentValue>-1</ArgumentValue>" },
        new("a page of many letters", "GET", "/bucket?max-keys=many", 400, "InvalidArgument") { Detail = "<ArgumentName>max-keys</ArgumentName>" },
        new("a page larger than a number", "GET", "/bucket?max-keys=2147483648", 400, "InvalidArgument"),
        new("an encoding that is none", "GET", "/bucket?list-type=2&encoding-type=base64", 400, "InvalidArgument") { Detail = "Invalid Encoding Method specified in Request" },
        new("a token that was never given out", "GET", "/bucket?list-type=2&continuation-token=made-up", 400, "InvalidArgument") { Detail = "<ArgumentName>continuation-token</ArgumentName>" },
        new("an empty token", "GET", "/bucket?list-type=2&continuation-token=", 400, "InvalidArgument"),
        new("uploads by minus one", "GET", "/bucket?uploads&max-uploads=-1", 400, "InvalidArgument"),
        new("a bucket of somebody else", "GET", "/foreign?list-type=2", 403, "AccessDenied"),
    ];

    private static IEnumerable<WrongRequest> Reads() =>
    [
        new("a range past the end", "GET", "/bucket/key", 416, "InvalidRange") { Headers = [("Range", "bytes=7-")], Detail = "<RangeRequested>bytes=7-</RangeRequested><ActualObjectSize>7</ActualObjectSize>" },
        new("the last zero bytes", "GET", "/bucket/key", 416, "InvalidRange") { Headers = [("Range", "bytes=-0")] },
        new("a part that is not there", "GET", "/bucket/key?partNumber=2", 416, "InvalidPartNumber") { Detail = "<ActualPartCount>1</ActualPartCount>" },
        new("part zero", "HEAD", "/bucket/key?partNumber=0", 400, "InvalidArgument"),
        new("a part and a range", "GET", "/bucket/key?partNumber=1", 400, "InvalidRequest") { Headers = [("Range", "bytes=0-1")] },
        new("another ETag", "GET", "/bucket/key", 412, "PreconditionFailed") { Headers = [("If-Match", "\"other\"")], Detail = "<Condition>If-Match</Condition>" },
        new("unmodified since long ago", "HEAD", "/bucket/key", 412, "PreconditionFailed") { Headers = [("If-Unmodified-Since", "Wed, 01 Jan 2020 00:00:00 GMT")] },
        new("the ETag that is known already", "GET", "/bucket/key", 304, "NotModified") { Headers = [("If-None-Match", "*")] },
        new("chosen headers that nobody signed", "GET", "/open/key?response-content-type=text%2Fplain", 400, "InvalidRequest") { As = static _ => null },
        new("attributes that are not named", "GET", "/bucket/key?attributes", 400, "InvalidArgument"),
        new("an attribute that is none", "GET", "/bucket/key?attributes", 400, "InvalidArgument") { Headers = [("x-amz-object-attributes", "ETag,Colour")] },
        new("an object of somebody else", "GET", "/foreign/key", 403, "AccessDenied"),
        new("a bucket of another owner than expected", "GET", "/bucket/key", 403, "AccessDenied") { Headers = [("x-amz-expected-bucket-owner", "123456789012")] },
        new("an expected owner that is no account", "GET", "/bucket/key", 400, "InvalidBucketOwnerAWSAccountID") { Headers = [("x-amz-expected-bucket-owner", "me")] },
    ];

    private static IEnumerable<WrongRequest> Writes() =>
    [
        new("a bucket of somebody else to write", "PUT", "/foreign/new", 403, "AccessDenied") { Body = "x" },
        new("metadata of more than 2 KiB", "PUT", "/bucket/new", 400, "MetadataTooLarge") { Body = "x", Headers = [("x-amz-meta-a", new string('m', 2048))], Detail = "<Size>2049</Size><MaxSizeAllowed>2048</MaxSizeAllowed>" },
        new("eleven tags", "PUT", "/bucket/new", 400, "BadRequest") { Body = "x", Headers = [("x-amz-tagging", string.Join('&', Enumerable.Range(0, 11).Select(static i => $"t{i}=1")))] },
        new("a tag twice", "PUT", "/bucket/new", 400, "InvalidArgument") { Body = "x", Headers = [("x-amz-tagging", "a=1&a=2")], Detail = "without tag name duplicates" },
        new("a tag whose name is too long", "PUT", "/bucket/new", 400, "InvalidTag") { Body = "x", Headers = [("x-amz-tagging", new string('t', 129) + "=1")] },
        new("a tag whose value is too long", "PUT", "/bucket/new", 400, "InvalidTag") { Body = "x", Headers = [("x-amz-tagging", "t=" + new string('v', 257))] },
        new("a tag of the system", "PUT", "/bucket/key?tagging", 400, "InvalidTag") { Body = Tags(("aws:a", "1")), Detail = "Your TagKey cannot be prefixed with aws:" },
        new("a tag twice in XML", "PUT", "/bucket/key?tagging", 400, "InvalidTag") { Body = Tags(("a", "1"), ("a", "2")) },
        new("eleven tags in XML", "PUT", "/bucket/key?tagging", 400, "BadRequest") { Body = Tags([.. Enumerable.Range(0, 11).Select(static i => ($"t{i}", "1"))]) },
        new("tags that are no XML", "PUT", "/bucket/key?tagging", 400, "MalformedXML") { Body = "<Tagging>" },
        new("tags of a key that is not there", "PUT", "/bucket/none?tagging", 404, "NoSuchKey") { Body = Tags(("a", "1")) },
        new("a storage class that is none", "PUT", "/bucket/new", 400, "InvalidStorageClass") { Body = "x", Headers = [("x-amz-storage-class", "GOLD")], Detail = "<StorageClassRequested>GOLD</StorageClassRequested>" },
        new("no overwriting, and it is there", "PUT", "/bucket/key", 412, "PreconditionFailed") { Body = "x", Headers = [("If-None-Match", "*")], Detail = "<Condition>If-None-Match</Condition>" },
        new("no overwriting of one ETag", "PUT", "/bucket/new", 501, "NotImplemented") { Body = "x", Headers = [("If-None-Match", "\"a\"")], Detail = "<Header>If-None-Match</Header>" },
        new("both conditions at once", "PUT", "/bucket/key", 501, "NotImplemented") { Body = "x", Headers = [("If-None-Match", "*"), ("If-Match", "\"a\"")], Detail = "Multiple conditional request headers" },
        new("overwriting another ETag", "PUT", "/bucket/key", 412, "PreconditionFailed") { Body = "x", Headers = [("If-Match", "\"a\"")] },
        new("overwriting what is not there", "PUT", "/bucket/none", 404, "NoSuchKey") { Body = "x", Headers = [("If-Match", "\"a\"")] },
        new("an access control list where there are none", "PUT", "/bucket/new", 400, "AccessControlListNotSupported") { Body = "x", Headers = [("x-amz-acl", "public-read")] },
        new("an access control list that is none", "PUT", "/bucket/new", 400, "InvalidArgument") { Body = "x", Headers = [("x-amz-acl", "everybody")], Detail = "<ArgumentName>x-amz-acl</ArgumentName>" },
        new("a canned list and a grant", "PUT", "/bucket/new", 400, "InvalidRequest") { Body = "x", Headers = [("x-amz-acl", "private"), ("x-amz-grant-read", "id=a")] },
        new("an access control list that says nothing", "PUT", "/bucket/key?acl", 400, "MissingSecurityHeader") { Detail = "<MissingHeaderName>x-amz-acl</MissingHeaderName>" },
        new("an access control list that is another XML", "PUT", "/bucket/key?acl", 400, "MalformedACLError") { Body = "<Acl/>" },
    ];

    private static IEnumerable<WrongRequest> Copies() =>
    [
        new("a source without a key", "PUT", "/bucket/new", 400, "InvalidArgument") { Headers = [("x-amz-copy-source", "bucket")], Detail = "<ArgumentName>x-amz-copy-source</ArgumentName>" },
        new("a source with an empty key", "PUT", "/bucket/new", 400, "InvalidArgument") { Headers = [("x-amz-copy-source", "/bucket/")] },
        new("a source with an escape that is none", "PUT", "/bucket/new", 400, "InvalidArgument") { Headers = [("x-amz-copy-source", "/bucket/key%zz")] },
        new("a source that is not there", "PUT", "/bucket/new", 404, "NoSuchKey") { Headers = [("x-amz-copy-source", "/bucket/none")] },
        new("a source bucket that is not there", "PUT", "/bucket/new", 404, "NoSuchBucket") { Headers = [("x-amz-copy-source", "/nowhere/key")] },
        new("a source of somebody else", "PUT", "/bucket/new", 403, "AccessDenied") { Headers = [("x-amz-copy-source", "/foreign/key")] },
        new("a source of another owner than expected", "PUT", "/bucket/new", 403, "AccessDenied") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-source-expected-bucket-owner", "123456789012")] },
        new("onto itself without a change", "PUT", "/bucket/key", 400, "InvalidRequest") { Headers = [("x-amz-copy-source", "/bucket/key")], Detail = "trying to copy an object to itself" },
        new("a source of more than 5 GiB", "PUT", "/bucket/new", 400, "InvalidRequest") { Headers = [("x-amz-copy-source", "/bucket/huge")], Detail = "5368709120" },
        new("a directive that is none", "PUT", "/bucket/new", 400, "InvalidArgument") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-metadata-directive", "MERGE")], Detail = "<ArgumentName>x-amz-metadata-directive</ArgumentName>" },
        new("a source with another ETag", "PUT", "/bucket/new", 412, "PreconditionFailed") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-copy-source-if-match", "\"a\"")], Detail = "<Condition>x-amz-copy-source-If-Match</Condition>" },
        new("a source with an ETag to avoid", "PUT", "/bucket/new", 412, "PreconditionFailed") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-copy-source-if-none-match", "*")] },
        new("a copy over what is there", "PUT", "/bucket/tagged", 412, "PreconditionFailed") { Headers = [("x-amz-copy-source", "/bucket/key"), ("If-None-Match", "*")] },
        new("a part of a source past its end", "PUT", "/bucket/up?partNumber=3&uploadId={upload}", 400, "InvalidArgument") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-copy-source-range", "bytes=0-7")], Detail = "Range specified is not valid for source object of size: 7" },
        new("a part of a source behind its end", "PUT", "/bucket/up?partNumber=3&uploadId={upload}", 400, "InvalidRequest") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-copy-source-range", "bytes=7-8")] },
        new("a part of a source without an end", "PUT", "/bucket/up?partNumber=3&uploadId={upload}", 400, "InvalidArgument") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-copy-source-range", "bytes=0-")], Detail = "must be of the form bytes=first-last" },
        new("a part of a source backwards", "PUT", "/bucket/up?partNumber=3&uploadId={upload}", 400, "InvalidArgument") { Headers = [("x-amz-copy-source", "/bucket/key"), ("x-amz-copy-source-range", "bytes=5-3")] },
        new("a part of more than 5 GiB of a source", "PUT", "/bucket/up?partNumber=3&uploadId={upload}", 400, "InvalidRequest") { Headers = [("x-amz-copy-source", "/bucket/huge")] },
    ];

    private static IEnumerable<WrongRequest> Uploads() =>
    [
        new("an upload that is not there", "PUT", "/bucket/up?partNumber=1&uploadId=none", 404, "NoSuchUpload") { Body = "x", Detail = "<UploadId>none</UploadId>" },
        new("an upload of another key", "PUT", "/bucket/other?partNumber=1&uploadId={upload}", 404, "NoSuchUpload") { Body = "x" },
        new("part 0", "PUT", "/bucket/up?partNumber=0&uploadId={upload}", 400, "InvalidArgument") { Body = "x", Detail = "<ArgumentName>partNumber</ArgumentName><ArgumentValue>0</ArgumentValue>" },
        new("part 10,001", "PUT", "/bucket/up?partNumber=10001&uploadId={upload}", 400, "InvalidArgument") { Body = "x" },
        new("a part without a number", "PUT", "/bucket/up?uploadId={upload}", 400, "InvalidArgument") { Body = "x" },
        new("a part without an upload", "PUT", "/bucket/up?partNumber=1", 400, "InvalidArgument") { Body = "x", Detail = "does not accept a partNumber without an uploadId" },
        new("an abort of what is not there", "DELETE", "/bucket/up?uploadId=none", 404, "NoSuchUpload"),
        new("parts of what is not there", "GET", "/bucket/up?uploadId=none", 404, "NoSuchUpload"),
        new("completed with no part", "POST", "/bucket/up?uploadId={upload}", 400, "InvalidRequest") { Body = "<CompleteMultipartUpload/>", Detail = "You must specify at least one part" },
        new("completed with another XML", "POST", "/bucket/up?uploadId={upload}", 400, "MalformedXML") { Body = "<Complete/>" },
        new("completed with no XML", "POST", "/bucket/up?uploadId={upload}", 400, "MalformedXML") { Body = "part 1" },
        new("completed with XML cut short", "POST", "/bucket/up?uploadId={upload}", 400, "MalformedXML") { Body = Complete((1, PartETag))[..^3] },
        new("completed with a part without an ETag", "POST", "/bucket/up?uploadId={upload}", 400, "MalformedXML") { Body = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>" },
        new("completed out of order", "POST", "/bucket/up?uploadId={upload}", 400, "InvalidPartOrder") { Body = Complete((2, PartETag), (1, PartETag)) },
        new("completed with a part twice", "POST", "/bucket/up?uploadId={upload}", 400, "InvalidPartOrder") { Body = Complete((1, PartETag), (1, PartETag)) },
        new("completed with a part that is not there", "POST", "/bucket/up?uploadId={upload}", 400, "InvalidPart") { Body = Complete((1, PartETag), (3, PartETag)), Detail = "<PartNumber>3</PartNumber>" },
        new("completed with another ETag", "POST", "/bucket/up?uploadId={upload}", 400, "InvalidPart") { Body = Complete((1, new string('0', 32))) },
        new("completed with a small part before the last", "POST", "/bucket/up?uploadId={upload}", 400, "EntityTooSmall") { Body = Complete((1, PartETag), (2, PartETag)), Detail = "<MinSizeAllowed>5242880</MinSizeAllowed><PartNumber>1</PartNumber><ProposedSize>10</ProposedSize>" },
        new("completed with a checksum that no part has", "POST", "/bucket/up?uploadId={upload}", 400, "InvalidPart") { Body = Complete((1, PartETag)).Replace("</ETag>", $"</ETag><ChecksumCRC32>{Crc32OfX}</ChecksumCRC32>", StringComparison.Ordinal) },
    ];

    private static IEnumerable<WrongRequest> Deletions() =>
    [
        Delete("many keys without a digest", 400, "InvalidRequest", "<Delete><Object><Key>key</Key></Object></Delete>", hasDigest: false),
        Delete("1,001 keys", 400, "MalformedXML", $"<Delete>{string.Concat(Enumerable.Range(0, 1001).Select(static i => $"<Object><Key>key{i}</Key></Object>"))}<Object><Key>key</Key></Object></Delete>"),
        Delete("no key", 400, "MalformedXML", "<Delete></Delete>"),
        Delete("an object without a key", 400, "MalformedXML", "<Delete><Object><Key>key</Key></Object><Object/></Delete>"),
        Delete("a control character", 400, "MalformedXML", "<Delete><Object><Key>key</Key></Object><Object><Key>a&#x1;</Key></Object></Delete>"),
        Delete("keys in no XML", 400, "MalformedXML", "key"),
        Delete("keys in another XML", 400, "MalformedXML", "<Remove><Object><Key>key</Key></Object></Remove>"),
        new("a deletion of another ETag", "DELETE", "/bucket/key", 412, "PreconditionFailed") { Headers = [("If-Match", "\"a\"")] },
        new("a deletion at somebody else's", "DELETE", "/foreign/key", 403, "AccessDenied"),
    ];

    private static IEnumerable<WrongRequest> Buckets() =>
    [
        new("a name with capitals", "PUT", "/New-Bucket", 400, "InvalidBucketName") { Detail = "<BucketName>New-Bucket</BucketName>" },
        new("a name of two letters", "PUT", "/ab", 400, "InvalidBucketName"),
        new("a name of 64 letters", "PUT", "/" + new string('b', 64), 400, "InvalidBucketName"),
        new("a name that is an address", "PUT", "/192.168.1.1", 400, "InvalidBucketName"),
        new("a name with two dots", "PUT", "/new..bucket", 400, "InvalidBucketName"),
        new("a name that ends in a hyphen", "PUT", "/new-bucket-", 400, "InvalidBucketName"),
        new("a name of an access point", "PUT", "/new-bucket-s3alias", 400, "InvalidBucketName"),
        new("the bucket of somebody else", "PUT", "/foreign", 409, "BucketAlreadyExists"),
        new("a bucket by nobody", "PUT", "/new-bucket", 403, "AccessDenied") { As = static _ => null },
        new("a bucket in a region that is none", "PUT", "/new-bucket", 400, "InvalidLocationConstraint") { Body = "<CreateBucketConfiguration><LocationConstraint>mars-1</LocationConstraint></CreateBucketConfiguration>" },
        new("a bucket by another XML", "PUT", "/new-bucket", 400, "MalformedXML") { Body = "<Bucket/>" },
        new("a bucket that is public from the start", "PUT", "/new-bucket", 400, "InvalidBucketAclWithObjectOwnership") { Headers = [("x-amz-acl", "public-read")] },
        new("a bucket of an ownership that is none", "PUT", "/new-bucket", 400, "InvalidArgument") { Headers = [("x-amz-object-ownership", "Nobody")], Detail = "<ArgumentName>x-amz-object-ownership</ArgumentName>" },
        new("a bucket that is not empty", "DELETE", "/bucket", 409, "BucketNotEmpty") { Detail = "<BucketName>bucket</BucketName>" },
        new("a payer that is none", "PUT", "/bucket?requestPayment", 400, "MalformedXML") { Body = "<RequestPaymentConfiguration><Payer>Nobody</Payer></RequestPaymentConfiguration>" },
        new("buckets of nobody", "GET", "/", 403, "AccessDenied") { As = static _ => null },
    ];

    private static string Md5(string body) => Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.UTF8.GetBytes(body)));

    private static string Complete(params (int Number, string ETag)[] parts) => $"<CompleteMultipartUpload>{string.Concat(parts.Select(static part =>
        string.Create(CultureInfo.InvariantCulture, $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag}</ETag></Part>")))}</CompleteMultipartUpload>";

    private static string Tags(params (string Key, string Value)[] tags) =>
        $"<Tagging><TagSet>{string.Concat(tags.Select(static tag => $"<Tag><Key>{tag.Key}</Key><Value>{tag.Value}</Value></Tag>"))}</TagSet></Tagging>";

    private static WrongRequest Delete(string name, int status, string code, string body, bool hasDigest = true) =>
        new(name, "POST", "/bucket?delete", status, code) { Body = body, Headers = hasDigest ? [("Content-MD5", Md5(body))] : [] };

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static void Authorization(HttpRequestMessage request, string part, string replacement) =>
        Set(request, "Authorization", Replaced(request.Headers.NonValidated["Authorization"].ToString(), part, replacement));

    /// <summary>A replacement that replaces something: a row must not pass because it sent what it did not mean to.</summary>
    private static string Replaced(string text, string part, string replacement) =>
        text.Contains(part, StringComparison.Ordinal) ? text.Replace(part, replacement, StringComparison.Ordinal) : throw new InvalidOperationException($"There is no '{part}' in '{text}'.");
}
