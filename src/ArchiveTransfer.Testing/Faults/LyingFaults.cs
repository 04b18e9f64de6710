using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Faults whose answer does not tell what happened.</summary>
internal static class LyingFaults
{
    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new(S3Fault.ErrorInOk, FaultScope.Xml)
        {
            InsteadOfActing = static (fault, exchange) =>
                S3Answer.Ok(S3Answer.ErrorXml(fault.Code, "Injected.", exchange.Target.Path, exchange.Id)) with { ErrorCode = fault.Code },
        },
        new(S3Fault.EmptyOk, FaultScope.Any)
        {
            AfterActing = static (_, _) => new S3Answer(),
        },
        new(S3Fault.WhitespaceBeforeXml, FaultScope.Xml)
        {
            AfterActing = static (_, answer) => answer.Xml is { } xml ? answer with { Xml = " \n \n" + xml } : answer,
        },
        new(S3Fault.TruncatedXml, FaultScope.Xml)
        {
            AfterActing = static (_, answer) => answer.Xml is { } xml ? answer with { Xml = xml[..(xml.Length / 2)] } : answer,
        },
        new(S3Fault.WrongETag, FaultScope.ETags)
        {
            AfterActing = static (_, answer) => AnswerEdit.Replace(answer, IsETag, AlteredETag),
        },
        new(S3Fault.WrongChecksum, FaultScope.ETags)
        {
            AfterActing = static (_, answer) => AnswerEdit.Replace(answer, IsChecksum, AlteredChecksum),
        },
        new(S3Fault.PartETagChanged, FaultScope.Parts)
        {
            AfterActing = static (_, answer) => AnswerEdit.Replace(answer, IsETag, AlteredETag),
        },
        new(S3Fault.NoSuchUpload, FaultScope.Completion)
        {
            AfterActing = static (_, _) => throw S3Refusal.NoSuchUpload(),
        },
        new(S3Fault.StaleHead, FaultScope.Head)
        {
            CanStrike = static exchange => exchange.Past is not null,
            ShowsThePast = true,
        },
    ];

    private static bool IsETag(string name) => name == "ETag";

    private static bool IsChecksum(string name) => !name.EndsWith("type", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith("algorithm", StringComparison.OrdinalIgnoreCase)
        && (name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Checksum", StringComparison.Ordinal));

    // Hexadecimal digits that still look like an ETag; "-N" and quotes stay.
    private static string AlteredETag(string etag)
    {
        var digit = etag.AsSpan().IndexOfAnyInRange('0', '9');
        return digit < 0 ? "0" + etag : string.Concat(etag.AsSpan(0, digit), etag[digit] == '9' ? "0" : ((char)(etag[digit] + 1)).ToString(), etag.AsSpan(digit + 1));
    }

    private static string AlteredChecksum(string base64) => (base64[0] == 'A' ? "B" : "A") + base64[1..];
}
