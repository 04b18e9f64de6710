using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>A finished comparison.</summary>
/// <param name="Rounds">Raw, in the order of their ends.</param>
internal sealed record ClaimResult(ClaimReport Report, IReadOnlyList<MeasuredCase> Rounds)
{
    /// <summary>What was written to a store for it and not seen to be gone, a sentence each; the report has them, too.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];
}
