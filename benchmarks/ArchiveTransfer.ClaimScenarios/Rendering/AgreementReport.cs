using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Whether two comparisons come to the same verdicts: what a figure is worth that nobody measured twice is not known.</summary>
internal static class AgreementReport
{
    public static void Write(ClaimReport one, ClaimReport other, TextWriter writer)
    {
        ReportShape.Require(one);
        ReportShape.Require(other);
        var theirs = other.Verdicts.ToDictionary(static verdict => verdict.Promise);
        List<(ClaimVerdict One, ClaimVerdict? Other)> pairs = [.. one.Verdicts.Select(verdict => (verdict, theirs.GetValueOrDefault(verdict.Promise)))];
        pairs.AddRange(other.Verdicts.Where(verdict => one.Verdicts.All(known => known.Promise != verdict.Promise)).Select(static verdict => (verdict with { Verdict = Verdict.NotMeasured, Measured = "", Interval = "" }, (ClaimVerdict?)verdict)));
        List<(ClaimVerdict One, ClaimVerdict? Other)> apart = [.. pairs.Where(static pair => pair.One.Verdict != (pair.Other?.Verdict ?? Verdict.NotMeasured))];
        writer.Write($"{pairs.Count - apart.Count} of {pairs.Count} verdicts agree: {Name(one.Machine)}, and {Name(other.Machine)}.\n\n");
        MarkdownTable.Write(
            writer,
            ["promise", "one", "the other", "verdicts"],
            pairs.Select(static pair => (string[])
            [
                MarkdownText.Inline(pair.One.Promise),
                MarkdownText.Inline(MeasuredText.Of(pair.One)),
                MarkdownText.Inline(pair.Other is { } measured ? MeasuredText.Of(measured) : ""),
                Both(pair.One.Verdict, pair.Other?.Verdict ?? Verdict.NotMeasured),
            ]));
    }

    private static string Both(Verdict one, Verdict other) => one == other ? VerdictWords.Of(one) : $"**{VerdictWords.Of(one)}; {VerdictWords.Of(other)}**";

    private static string Name(ClaimMachine machine) => FormattableString.Invariant($"{machine.Begun.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {machine.Extent}, {machine.Commit ?? "no commit known"}");
}
