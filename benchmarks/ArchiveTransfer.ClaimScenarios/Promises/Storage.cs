using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>No local storage.</summary>
internal static class Storage
{
    private const double Tolerance = 0.05;

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, EqualPlaces.Name, draft.IsWhole);
        AddNone(draft, rounds, Way.Copy.Name);
        AddNone(draft, rounds, Way.Streaming.Name);
        AddNeeds(draft, rounds);
        AddReadOnly(draft, new RoundsOf(all, LocalFiles.Name));
    }

    /// <summary>Most bytes on the disk by any count.</summary>
    public static long Bytes(MeasuredCase one) => Math.Max(Peak(one), one.Outcome.LocalStorageBytesWritten);

    private static long Peak(MeasuredCase one) => Math.Max(one.Outcome.PeakLocalStorageBytes, one.PeakStagedBytes);

    private static void AddNone(ReportDraft draft, RoundsOf rounds, string way)
    {
        string promise = $"no local storage, {way}";
        const string Nothing = "0 bytes";
        WholeRounds ours = WholeRounds.Of(rounds, way);
        if (ours.IsEmpty)
        {
            draft.Missing(promise, Nothing, ours.Invalid, "No round of table A of this way.");
            return;
        }

        long most = ours.Rounds.Max(Bytes);
        draft.Judge(promise, Nothing, Text.Of($"{most:N0} bytes"), "", most == 0, Text.Of($"All rounds of table A, by the library's count and by what was found in the staging directory every {CaseProcess.IntervalMilliseconds} ms."), ours.Invalid);
    }

    private static void AddNeeds(ReportDraft draft, RoundsOf rounds)
    {
        const string Promise = "what the baseline needs: size of a file times transfers at once";
        const string Target = "within 5 %, or one file of many, in every cell";
        WholeRounds baseline = WholeRounds.Of(rounds, Way.Traditional.Name);

        // How many files of two sizes are there at once is chance.
        List<DataSet> sets = [.. ClaimShape.Named.SelectMany(static shape => shape.Data).Where(static data => !data.WithChecksumFiles).Distinct()];
        var cells = (
            from shape in ClaimShape.Named
            from data in sets
            let measured = baseline.Rounds.Where(one => one.Shape == shape.Name && one.Data == data.Name && one.Places > 0).ToList()
            where measured.Count > 0
            let formula = data.Size * Math.Min(measured[0].Places, data.Files)
            let counted = Spread.Of(measured.Select(static one => (double)one.Outcome.PeakLocalStorageBytes))
            let seen = measured.Max(static one => (double)one.PeakStagedBytes)
            let miscounted = Math.Max(Off(counted.Low, formula), Off(counted.High, formula))
            select (
                Shape: shape.Name, Data: data, measured[0].Places, Formula: formula, Counted: counted, Seen: seen, Off: Math.Max(Off(seen, formula), miscounted),
                Fits: miscounted <= Tolerance && (Off(seen, formula) <= Tolerance || IsOneShort(seen, formula, data, measured[0].Places)))).ToList();
        if (cells.Count == 0)
        {
            draft.Missing(Promise, Target, baseline.Invalid, "No round of table A of the baseline.");
            return;
        }

        var worst = cells.MaxBy(static cell => cell.Off);
        int within = cells.Count(static cell => cell.Fits);
        draft.Judge(
            Promise, Target, Text.Of($"{within} of {cells.Count} cells"), Text.Of($"at most {Text.Percent(worst.Off)} off"), within == cells.Count,
            Text.Of($"{worst.Shape}, {worst.Data.Name} is the farthest off: {Text.Whole(worst.Counted, Text.Megabytes)} counted and {Text.Megabytes(worst.Seen)} seen, of {Text.Megabytes(worst.Formula)}."), baseline.Invalid);
        draft.Tables.Add(new ClaimTable(
            "baseline-disk",
            "What the baseline needs on the disk",
            Text.Of($"Table A without checksum files; the formula is the size of a file times the files or the places, whichever are fewer. Counted: most bytes of files at once by the library's count, which has to be within 5 % in every round. Seen: the most that was found in the staging directory every {CaseProcess.IntervalMilliseconds} ms in any round, since looking can miss a moment but not invent one; within 5 %, too, or one file less where each place has many files one after the other, since a look takes a while in which one may be gone and the next not there yet. A file has all its room from its beginning, before its first byte is fetched."),
            ["shape", "data", "places", "fewer are", "formula", "counted", "seen", "farthest off", "verdict"],
            [
                .. cells.Select(static cell => new[]
                {
                    cell.Shape, cell.Data.Name, Text.Of($"{cell.Places}"), cell.Data.Files >= cell.Places ? "the places" : "the files", Text.Megabytes(cell.Formula), Text.Whole(cell.Counted, Text.Megabytes), Text.Megabytes(cell.Seen), Text.Percent(cell.Off),
                    cell.Fits ? "holds" : "does not hold",
                }),
            ]));
    }

    // Looking is not done in one moment.
    private static bool IsOneShort(double seen, double formula, DataSet data, int places) => data.Files > places && seen < formula && seen >= formula - data.Size;

    private static double Off(double peak, double formula) => Math.Abs((peak / formula) - 1);

    private static void AddReadOnly(ReportDraft draft, RoundsOf rounds)
    {
        const string Promise = "no local storage: on file systems that are read-only";
        const string Target = "copies and streams";
        string[] ours = [Way.Copy.Name, Way.Streaming.Name];
        string[] everybody = [Way.Traditional.Name, .. ours];
        List<MeasuredCase> measured = [.. from way in everybody let one = rounds.All.LastOrDefault(one => one.Way == way) where one is not null select one];
        List<string> missing = [.. everybody.Except(measured.Select(static one => one.Way))];
        string counts = string.Join(", ", measured.Select(static one => Text.Of($"{one.Way} {one.Outcome.Copied} of {DataSet.Small.Files}")));
        if (measured.Find(one => ours.Contains(one.Way) && (!one.IsWhole || one.Outcome.Copied < DataSet.Small.Files)) is { } failed)
        {
            draft.Judge(Promise, Target, counts, "", holds: false, $"{failed.Way}: {RoundsOf.Broken([failed]) ?? "not every object was collected"}");
        }
        else if (missing.Count > 0)
        {
            draft.Missing(Promise, Target, invalid: null, measured.Count == 0 ? "It takes mount namespaces, which only Linux has, or this part was left out." : $"No round of {string.Join(" and of ", missing)}.");
        }
        else if (measured[0].Outcome is { Copied: > 0 } or { Failed: 0 })
        {
            draft.Missing(Promise, Target, "The baseline, which must write, was not stopped: nothing shows that the file systems were read-only", "");
        }
        else
        {
            draft.Judge(
                Promise, Target, counts, "", holds: true,
                $"Every file system but /dev, /proc and /sys was mounted read-only, and neither the home, nor the directory for temporary files, nor /tmp could be written to; of the baseline's objects failed: {string.Join(", ", measured[0].Outcome.FailureCounts.Select(static failure => Text.Of($"{failure.Value:N0} by {failure.Key}")))}.");
        }
    }
}
