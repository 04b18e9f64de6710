namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>A labelled place on an axis.</summary>
/// <param name="Place">From 0 to 1.</param>
internal readonly record struct ChartTick(double Place, string Label);
