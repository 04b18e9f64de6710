using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Whether two comparisons come to the same verdicts: what a figure is worth that nobody measured twice is not known.</summary>
internal static class AgreementReport
{
    private const string VerdictColumn = "verdict";
    private static readonly string[] KeyColumns = ["shape", "data", "way"];
    private static readonly string[] Judged = [VerdictWords.Of(Verdict.Holds), VerdictWords.Of(Verdict.DoesNotHold)];

    /// <summary>Why nothing follows if they agree; null: something does.</summary>
    public static string? Incomparable(ClaimReport one, ClaimReport other) =>
        one.Machine.Begun == other.Machine.Begun ? "this is one comparison, twice"
        : one.Machine.Extent != other.Machine.Extent ? $"one is '{one.Machine.Extent}' and the other '{other.Machine.Extent}': they did not measure the same"
        : (one.GivenUp ?? []).Concat(other.GivenUp ?? []).FirstOrDefault() is { } given ? $"one did not come to its end: {given}"
        : null;

    /// <summary>Promise by promise, and then cell by cell of every table that judges its rows: the same number of cells need not be the same cells.</summary>
    /// <returns>Whether every verdict of either is the other's, too.</returns>
    public static bool Write(ClaimReport one, ClaimReport other, TextWriter writer)
    {
        ReportShape.Require(one);
        ReportShape.Require(other);
        List<Pair> promises = Pairs(PromisesOf(one), PromisesOf(other));
        List<Pair> cells = Pairs(CellsOf(one), CellsOf(other));
        writer.Write($"{Name(one.Machine)}, and {Name(other.Machine)}.\n\n");
        Write("promise", promises, writer);
        if (cells.Count > 0)
        {
            writer.Write('\n');
            Write("cell", cells, writer);
        }

        return promises.Concat(cells).All(static pair => pair.Agrees);
    }

    private static void Write(string what, List<Pair> pairs, TextWriter writer)
    {
        // That neither could judge is no proof of anything, and that one could not is no contradiction.
        int judged = pairs.Count(static pair => pair.Agrees && pair.IsJudgedByBoth);
        int contradicting = pairs.Count(static pair => !pair.Agrees && pair.IsJudgedByBoth);
        writer.Write(FormattableString.Invariant($"Verdicts of each {what}: {pairs.Count(static pair => pair.Agrees)} of {pairs.Count} agree, {judged} of them with a judgement; {contradicting} contradict each other, and {pairs.Count(static pair => !pair.Agrees) - contradicting} have a judgement in one alone or in neither.\n\n"));
        MarkdownTable.Write(
            writer,
            [what, "one", "the other", "verdicts"],
            pairs.Select(static pair => (string[])[MarkdownText.Inline(pair.Name), MarkdownText.Inline(pair.One.Measured), MarkdownText.Inline(pair.Other.Measured), Both(pair)]));
    }

    private static IEnumerable<(string Name, Found Found)> PromisesOf(ClaimReport report) =>
        report.Verdicts.Select(static verdict => (verdict.Promise, new Found(VerdictWords.Of(verdict.Verdict), MeasuredText.Of(verdict))));

    private static IEnumerable<(string Name, Found Found)> CellsOf(ClaimReport report)
    {
        foreach (ClaimTable table in report.Tables)
        {
            List<string> columns = [.. table.Columns];
            int verdict = columns.IndexOf(VerdictColumn);
            if (verdict < 0)
            {
                continue;
            }

            int[] keys = [.. KeyColumns.Select(key => columns.IndexOf(key)).Where(static index => index >= 0)];
            int measured = columns.FindIndex(static column => column is "less time" or "farthest off");
            foreach (IReadOnlyList<string> row in table.Rows)
            {
                yield return (string.Join(", ", keys.Select(key => row[key]).Prepend(table.Id)), new Found(row[verdict], measured < 0 ? "" : row[measured]));
            }
        }
    }

    private static List<Pair> Pairs(IEnumerable<(string Name, Found Found)> one, IEnumerable<(string Name, Found Found)> other)
    {
        var missing = new Found(VerdictWords.Of(Verdict.NotMeasured), "");
        Dictionary<string, Found> theirs = ByName(other);
        Dictionary<string, Found> ours = ByName(one);
        return [.. ours.Keys.Union(theirs.Keys).Select(name => new Pair(name, ours.GetValueOrDefault(name, missing), theirs.GetValueOrDefault(name, missing)))];
    }

    private static Dictionary<string, Found> ByName(IEnumerable<(string Name, Found Found)> all)
    {
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        foreach ((string name, Found one) in all)
        {
            found.TryAdd(name, one);
        }

        return found;
    }

    private static string Both(Pair pair) => pair.Agrees ? MarkdownText.Inline(pair.One.Verdict) : $"**{MarkdownText.Inline(pair.One.Verdict)}; {MarkdownText.Inline(pair.Other.Verdict)}**";

    private static string Name(ClaimMachine machine) => FormattableString.Invariant($"{machine.Begun.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {machine.Extent}, {machine.Commit ?? "no commit known"}");

    private readonly record struct Found(string Verdict, string Measured);

    private readonly record struct Pair(string Name, Found One, Found Other)
    {
        public bool Agrees => One.Verdict == Other.Verdict;

        public bool IsJudgedByBoth => Judged.Contains(One.Verdict) && Judged.Contains(Other.Verdict);
    }
}
