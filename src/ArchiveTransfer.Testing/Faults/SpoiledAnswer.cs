using System.Globalization;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Answers as faults make them.</summary>
internal static class SpoiledAnswer
{
    private const string Injected = "Injected.";

    /// <summary>Null: the fault lets the request be carried out.</summary>
    public static S3Answer? InsteadOfActing(S3Fault fault, Exchange exchange) => fault.Kind switch
    {
        S3FaultKinds.Error => Error(fault, exchange),
        S3FaultKinds.ErrorInOk => S3Answer.Ok(S3Answer.ErrorXml(fault.Code, Injected, exchange.Target.Path, exchange.Id)) with { ErrorCode = fault.Code },
        _ => null,
    };

    public static S3Answer AfterActing(S3Fault fault, S3Answer answer) => fault.Kind switch
    {
        S3FaultKinds.EmptyOk => new S3Answer(),
        S3FaultKinds.WhitespaceBeforeXml when answer.Xml is { } xml => answer with { Xml = " \n \n" + xml },
        S3FaultKinds.TruncatedXml when answer.Xml is { } xml => answer with { Xml = xml[..(xml.Length / 2)] },
        _ => answer,
    };

    private static S3Answer Error(S3Fault fault, Exchange exchange)
    {
        var answer = S3Answer.Of(new S3Refusal(fault.StatusCode, fault.Code, Injected), exchange.Target.Path, exchange.Id);
        return fault.RetryAfter is { } delay
            ? answer with { Headers = [new("Retry-After", Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture))] }
            : answer;
    }
}
