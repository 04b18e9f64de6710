using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The value of <c>x-amz-content-sha256</c>, understood.</summary>
internal readonly record struct Payload(PayloadForm Form, string Text)
{
    public bool IsChunked => Form >= PayloadForm.SignedChunks;

    public bool HasTrailer => Form >= PayloadForm.SignedChunksWithTrailer;

    public static Payload Parse(string? header) => header switch
    {
        null or "UNSIGNED-PAYLOAD" => new Payload(PayloadForm.Unsigned, header ?? ""),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => new Payload(PayloadForm.SignedChunks, header),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new Payload(PayloadForm.SignedChunksWithTrailer, header),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => new Payload(PayloadForm.UnsignedChunksWithTrailer, header),
        { Length: 64 } when header.All(char.IsAsciiHexDigitLower) => new Payload(PayloadForm.Hashed, header),
        _ => throw new S3Refusal(
            400,
            "InvalidArgument",
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
            + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.")
        {
            OnCeph = (400, "XAmzContentSHA256Mismatch"),
        }.With("ArgumentName", "x-amz-content-sha256").With("ArgumentValue", header),
    };
}
