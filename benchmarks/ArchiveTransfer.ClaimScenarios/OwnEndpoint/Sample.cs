using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>The objects that every round copies.</summary>
/// <param name="Objects">In UTF-8 order of their keys.</param>
/// <param name="Remarks">What was passed over, a sentence each.</param>
internal sealed record Sample(IReadOnlyList<CaseObject> Objects, long Bytes, IReadOnlyList<string> Remarks)
{
    public string Text => $"{Amount.Count(Objects.Count, "object")}, {Amount.Bytes(Bytes)}";

    /// <summary>Some way may send it by parts.</summary>
    public bool MayNeedParts => Objects.Any(static found => found.Size > TransferLimits.SmallObjectBytes);
}
