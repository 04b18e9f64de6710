namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>A median, and from where to where the rounds went.</summary>
internal readonly record struct ClaimPoint(double X, double Y, double Low, double High);
