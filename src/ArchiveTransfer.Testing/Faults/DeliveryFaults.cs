using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Faults of the connection.</summary>
internal static class DeliveryFaults
{
    private static readonly Delivery Reset = new() { HasHead = false };

    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new(S3Fault.ResetBeforeAct, FaultScope.Any)
        {
            InsteadOfActing = static (_, _) => new S3Answer(),
            Delivery = static _ => Reset,
        },
        new(S3Fault.ResetAfterAct, FaultScope.Any)
        {
            Delivery = static _ => Reset,
        },
        new(S3Fault.ResetInAnswer, FaultScope.AnswerBody)
        {
            Delivery = static _ => new Delivery { EndsAt = 0 },
        },
        new(S3Fault.CutBody, FaultScope.AnswerBody)
        {
            Delivery = static fault => new Delivery { EndsAt = fault.Bytes },
        },
        new(S3Fault.CutUpload, FaultScope.RequestBody)
        {
            Reception = static fault => new Reception(EndsAt: fault.Bytes),
        },
        new(S3Fault.Stall, FaultScope.Any)
        {
            InsteadOfActing = static (_, _) => new S3Answer(),
            Delivery = static _ => new Delivery { HasHead = false, Stalls = true },
        },
        new(S3Fault.StallBody, FaultScope.AnswerBody)
        {
            Delivery = static fault => new Delivery { EndsAt = fault.Bytes, Stalls = true },
        },
        new(S3Fault.SlowDrip, FaultScope.AnyBody)
        {
            Reception = static fault => new Reception(BytesPerSecond: fault.BytesPerSecond),
            Delivery = static fault => new Delivery { BytesPerSecond = fault.BytesPerSecond },
        },
    ];
}
