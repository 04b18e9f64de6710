namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>What a process said and what was seen of it.</summary>
/// <param name="PeakSeenBytes">Memory of the process and its children as it was seen from outside.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record CaseProcessResult(CaseOutcome Outcome, double Seconds, long PeakSeenBytes, long PeakStagedBytes, double BusiestCore, string Errors)
{
    /// <summary>From outside and by itself; the larger, since each of them only looks now and then.</summary>
    public long PeakTreeBytes => Math.Max(PeakSeenBytes, Outcome.PeakProcessTreeBytes);
}
