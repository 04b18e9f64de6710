using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>A report while it is put together.</summary>
/// <param name="isWhole">The whole comparison was asked for: fewer cells and rounds than it plans keep no promise.</param>
internal sealed class ReportDraft(bool isWhole)
{
    public bool IsWhole => isWhole;

    public List<ClaimVerdict> Verdicts { get; } = [];

    public List<ClaimTable> Tables { get; } = [];

    public List<ClaimChart> Charts { get; } = [];

    /// <summary>A promise that every round must keep.</summary>
    /// <param name="invalid">Why some of its rounds do not count; null: all do. What is left can break a promise, but not keep it.</param>
    public void Judge(string promise, string target, string measured, string interval, bool holds, string why, string? invalid = null) =>
        Verdicts.Add(new ClaimVerdict(
            promise, target, measured, interval, (holds, invalid) switch { (false, _) => Verdict.DoesNotHold, (true, null) => Verdict.Holds, _ => Verdict.Invalid }, invalid is null ? why : $"{why} Left out: {Sentence(invalid)}"));

    /// <summary>A promise of which no round is left.</summary>
    /// <param name="invalid">Why its rounds do not count; null: there are none.</param>
    public void Missing(string promise, string target, string? invalid, string reason) =>
        Verdicts.Add(new ClaimVerdict(promise, target, "", "", invalid is null ? Verdict.NotMeasured : Verdict.Invalid, invalid is null ? reason : Sentence(invalid)));

    private static string Sentence(string text) => text.EndsWith('.') ? text : $"{text}.";
}
