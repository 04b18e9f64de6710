using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>A report while it is put together.</summary>
internal sealed class ReportDraft
{
    public List<ClaimVerdict> Verdicts { get; } = [];

    public List<ClaimTable> Tables { get; } = [];

    public List<ClaimChart> Charts { get; } = [];

    /// <summary>A promise that every round must keep.</summary>
    public void Judge(string promise, string target, string measured, string interval, bool holds, string why) =>
        Verdicts.Add(new ClaimVerdict(promise, target, measured, interval, holds ? Verdict.Holds : Verdict.DoesNotHold, why));

    public void NotMeasured(string promise, string target, string why) => Verdicts.Add(new ClaimVerdict(promise, target, "", "", Verdict.NotMeasured, why));
}
