namespace ArchiveTransfer.ObjectStorage;

/// <summary>What a store in good health answers to each request.</summary>
internal static class Answers
{
    public const string Tag = "0123456789abcdef0123456789abcdef";

    public static ScriptedAnswer Healthy(RecordedRequest request) => (request.Method, request.Query) switch
    {
        ("PUT", var query) when request["x-amz-copy-source"] is not null && query.Contains("partNumber", StringComparison.Ordinal) =>
            ScriptedAnswer.Of(200, $"<CopyPartResult><ETag>\"{Tag}\"</ETag></CopyPartResult>"),
        ("PUT", _) when request["x-amz-copy-source"] is not null => ScriptedAnswer.Of(200, $"<CopyObjectResult><ETag>\"{Tag}\"</ETag></CopyObjectResult>"),
        ("PUT", _) => ScriptedAnswer.Of(200, "", $"ETag: \"{Tag}\""),
        ("POST", var query) when query.StartsWith("uploads", StringComparison.Ordinal) =>
            ScriptedAnswer.Of(200, "<InitiateMultipartUploadResult><UploadId>U1</UploadId></InitiateMultipartUploadResult>"),
        ("POST", _) => ScriptedAnswer.Of(200, $"<CompleteMultipartUploadResult><ETag>\"{Tag}-1\"</ETag></CompleteMultipartUploadResult>"),
        ("DELETE", _) => ScriptedAnswer.Of(204),
        ("HEAD", _) => ScriptedAnswer.Of(200, "", "Content-Length: 5", $"ETag: \"{Tag}\""),
        ("GET", var query) when query.Contains("tagging", StringComparison.Ordinal) => ScriptedAnswer.Of(200, "<Tagging><TagSet></TagSet></Tagging>"),
        ("GET", var query) when query.Contains("uploadId", StringComparison.Ordinal) => ScriptedAnswer.Of(200, "<ListPartsResult><UploadId>U1</UploadId></ListPartsResult>"),
        ("GET", var query) when query.Contains("list-type", StringComparison.Ordinal) =>
            ScriptedAnswer.Of(200, "<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated></ListBucketResult>"),
        ("GET", _) => ScriptedAnswer.Of(206, "hello", "Content-Range: bytes 0-4/5", $"ETag: \"{Tag}\""),
        _ => ScriptedAnswer.Error(405, "MethodNotAllowed"),
    };
}
