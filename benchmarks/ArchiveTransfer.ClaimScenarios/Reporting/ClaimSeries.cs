namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>One line of a chart.</summary>
/// <param name="Points">By rising x.</param>
internal sealed record ClaimSeries(string Name, IReadOnlyList<ClaimPoint> Points);
