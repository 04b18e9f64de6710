namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>What a process said and what was seen of it.</summary>
/// <param name="Errors">Its standard error.</param>
internal sealed record CaseProcessResult(CaseOutcome Outcome, double Seconds, long PeakTreeBytes, long PeakStagedBytes, double BusiestCore, string Errors);
