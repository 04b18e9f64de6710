using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Http;

/// <summary>What is to be answered; written, or spoiled by a fault, in one place.</summary>
internal sealed record S3Answer
{
    public int Status { get; init; } = 200;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Null: no XML body.</summary>
    public string? Xml { get; init; }

    /// <summary>Object content to send; null: none.</summary>
    public Content? Content { get; init; }

    public long Offset { get; init; }

    /// <summary>Length of the content sent, or the one a HEAD declares.</summary>
    public long Length { get; init; }

    public string? ErrorCode { get; init; }

    public static S3Answer Ok(string xml) => new() { Xml = xml };

    public static S3Answer Of(S3Refusal refusal, string resource, string requestId, bool likeCeph = false)
    {
        var (status, code) = likeCeph && refusal.OnCeph is { } ceph ? ceph : (refusal.Status, refusal.Code);
        return new S3Answer { Status = status, ErrorCode = code, Xml = ErrorXml(code, refusal.Message, resource, requestId) };
    }

    public static string ErrorXml(string code, string message, string resource, string requestId) => new XmlText()
        .Open("Error")
        .Element("Code", code)
        .Element("Message", message)
        .Element("Resource", resource)
        .Element("RequestId", requestId)
        .Close("Error")
        .ToString();
}
