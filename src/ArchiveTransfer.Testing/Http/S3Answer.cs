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

    public Delivery Delivery { get; init; } = Delivery.Plain;

    public static S3Answer Ok(string xml) => new() { Xml = xml };

    public static S3Answer Of(S3Refusal refusal, string resource, string requestId, bool likeCeph = false)
    {
        var (status, code) = likeCeph && refusal.OnCeph is { } ceph ? ceph : (refusal.Status, refusal.Code);
        return new S3Answer
        {
            Status = status,
            ErrorCode = code,
            Headers = likeCeph ? [] : refusal.Headers,
            Xml = ErrorXml(code, refusal.Message, resource, requestId, refusal.Details),
        };
    }

    public static string ErrorXml(
        string code,
        string message,
        string resource,
        string requestId,
        IReadOnlyList<KeyValuePair<string, string>>? details = null)
    {
        var xml = new XmlText().Open("Error").Element("Code", code).Element("Message", message);
        foreach (var (name, value) in details ?? [])
        {
            xml.Element(name, value);
        }

        return xml.Element("Resource", resource).Element("RequestId", requestId).Element("HostId", "simulator").Close("Error").ToString();
    }
}
