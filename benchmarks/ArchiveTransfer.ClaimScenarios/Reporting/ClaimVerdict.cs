namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>A promise and what was measured of it.</summary>
/// <param name="Promise">As it was made.</param>
/// <param name="Target">The least, or the most, that keeps it.</param>
/// <param name="Measured">The median, or the count.</param>
/// <param name="Interval">From the least to the most of the rounds, or the interval of confidence; empty for what is counted exactly.</param>
/// <param name="Why">One sentence.</param>
internal sealed record ClaimVerdict(string Promise, string Target, string Measured, string Interval, Verdict Verdict, string Why);
