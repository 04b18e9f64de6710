using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Faults that answer an error and do nothing.</summary>
internal static class RefusingFaults
{
    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new(S3Fault.Error, FaultScope.Any)
        {
            Refusal = static fault => new S3Refusal(fault.StatusCode, fault.Code, "Injected."),
        },
        new(S3Fault.SlowDown, FaultScope.Any)
        {
            Refusal = static _ => S3Refusal.SlowDown(),
        },
        new(S3Fault.NotImplemented, FaultScope.Any)
        {
            Refusal = static _ => new S3Refusal(501, "NotImplemented", "A header you provided implies functionality that is not implemented."),
        },
        new(S3Fault.ExpiredToken, FaultScope.Any)
        {
            Refusal = static _ => new S3Refusal(400, "ExpiredToken", "The provided token has expired."),
        },
        new(S3Fault.ConditionalConflict, FaultScope.ConditionalWrites)
        {
            CanStrike = static exchange => exchange.Http.Request.Headers is var headers && (headers.IfMatch.Count > 0 || headers.IfNoneMatch.Count > 0),
            Refusal = static _ => new S3Refusal(
                409,
                "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against this resource."),
        },
        new(S3Fault.ClockSkew, FaultScope.Any)
        {
            ClockOffset = static fault => fault.Skew,
            Delivery = static fault => new Delivery { ClockOffset = fault.Skew },
        },
    ];
}
