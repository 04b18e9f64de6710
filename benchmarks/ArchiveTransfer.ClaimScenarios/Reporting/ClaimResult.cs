using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>A finished comparison.</summary>
/// <param name="Rounds">Raw, in the order of their ends.</param>
internal sealed record ClaimResult(ClaimReport Report, IReadOnlyList<MeasuredCase> Rounds);
