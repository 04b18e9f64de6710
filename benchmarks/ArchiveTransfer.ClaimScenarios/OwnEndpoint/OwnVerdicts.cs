using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Promises;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>The promises, as far as rounds on a store that tells nothing of itself can judge them.</summary>
/// <param name="isThisMachine">The store shares the processor with what is measured.</param>
internal sealed class OwnVerdicts(OwnRounds rounds, IReadOnlyList<OwnWay> ways, Sample sample, bool isThisMachine)
{
    private const double LeastTime = 0.61;
    private const double LeastMemory = 0.70;
    private const double LeastBandwidth = 0.50;
    private const long MostMemory = 200_000_000;

    /// <summary>Above it the processor is what was measured.</summary>
    private const double MostBusy = 0.70;

    private static readonly string[] OfParts = ["CreateMultipartUpload", "UploadPart", "UploadPartCopy", "ListParts", "CompleteMultipartUpload", "AbortMultipartUpload"];

    private readonly OwnWay baseline = ways.Single(static way => way.Path == TransferPath.Disk);
    private readonly OwnWay copy = ways.Single(static way => way.Path == TransferPath.ServerSide);

    public IReadOnlyList<ClaimVerdict> All()
    {
        OwnWay[] ours = [.. ways.Where(way => way != baseline)];
        return
        [
            .. ours.Select(Time),
            Operations(),
            .. ours.Select(Memory),
            .. ours.Select(LessMemory),
            .. ours.Select(Bandwidth),
            .. ours.Select(LocalStorage),
            Failures(),
            new ClaimVerdict("50 to 65 % fewer errors", "at least 50 % fewer", "", "", Verdict.NotMeasured, "It takes faults made on purpose, which nobody makes on a store that is in use; --compare without --config makes them."),
        ];
    }

    private ClaimVerdict Time(OwnWay way)
    {
        string promise = $"61 to 75 % less time: {way.Name}";
        string target = $"at least {Whole(LeastTime)} less than {baseline.Name}";
        if (Missing(way, baseline) is { } missing)
        {
            return NotMeasured(promise, target, missing);
        }

        double[] saved = Shares(way, static measured => measured.Outcome.Seconds);
        string medians = $"{Text.Seconds(MedianOf(way, static measured => measured.Outcome.Seconds))} against {Text.Seconds(MedianOf(baseline, static measured => measured.Outcome.Seconds))} for {sample.Text} (medians)";
        double busiest = CountedOf(way).Concat(CountedOf(baseline)).Max(static measured => measured.BusiestCore);
        bool isKnown = CountedOf(way).Concat(CountedOf(baseline)).All(static measured => measured.BusiestCore > 0);
        string busy = isKnown ? $"a core was {Whole(busiest)} busy" : "how busy its cores were is not known";
        return isThisMachine && (!isKnown || busiest > MostBusy)
            ? Judge(promise, target, saved, LeastTime, "") with { Verdict = Verdict.Invalid, Why = $"The store is on this machine and {busy}: that, not the way, may be what took the time ({medians})." }
            : Judge(promise, target, saved, LeastTime, $"{medians}; {(isKnown ? $"the busiest core was at most {Whole(busiest)} busy" : $"of this machine, {busy}")}");
    }

    private ClaimVerdict Operations()
    {
        const string promise = "One request a file, where the original had five steps";
        const string target = "1 request a file";
        if (Missing(copy) is { } missing)
        {
            return NotMeasured(promise, target, missing);
        }

        if (CountedOf(copy).Any(static measured => Single(measured) <= 0))
        {
            return NotMeasured(promise, target, "every object of the sample was copied by parts, which takes more requests by nature");
        }

        double[] each = [.. CountedOf(copy).Select(static measured => (double)SingleRequests(measured) / Single(measured))];
        string byParts = CountedOf(copy).Max(static measured => measured.Outcome.Copied - Single(measured)) is > 0 and var parts ? $" {Amount.Count(parts, "object")} copied by parts are left out of it, with their requests." : "";
        string theirs = Missing(baseline) is null
            ? $"{baseline.Name} takes {Text.Each(MedianOf(baseline, static measured => (double)Requests(measured) / measured.Outcome.Copied))} requests a file"
            : $"{baseline.Name} was not measured";
        return new ClaimVerdict(
            promise,
            target,
            Text.Each(Spread.Of(each).Median),
            Interval(each, Text.Each),
            CountedOf(copy).All(static measured => SingleRequests(measured) == Single(measured)) ? Verdict.Holds : Verdict.DoesNotHold,
            $"Counted by the library, repeated ones included: {string.Join(", ", CountedOf(copy)[0].Outcome.Requests.Select(static request => $"{request.Key} {Amount.Number(request.Value, "N0")}"))} in the first round; {theirs}.{byParts}");
    }

    private ClaimVerdict Memory(OwnWay way)
    {
        string promise = $"Less than 200 MB of memory: {way.Name}";
        string target = $"below {Amount.Bytes(MostMemory)}";
        if (Missing(way) is { } missing)
        {
            return NotMeasured(promise, target, missing);
        }

        double[] peaks = [.. CountedOf(way).Select(static measured => (double)measured.PeakTreeBytes)];
        return new ClaimVerdict(
            promise,
            target,
            Size(Spread.Of(peaks).Median),
            Interval(peaks, Size),
            peaks.All(static peak => peak is > 0 and < MostMemory) ? Verdict.Holds : Verdict.DoesNotHold,
            "The most that the system showed of the client's whole process and its children, the runtime included.");
    }

    private ClaimVerdict LessMemory(OwnWay way)
    {
        string promise = $"70 to 85 % less memory: {way.Name}";
        string target = $"at least {Whole(LeastMemory)} less than {baseline.Name}";
        return Missing(way, baseline) is { } missing
            ? NotMeasured(promise, target, missing)
            : Judge(
                promise,
                target,
                Shares(way, static measured => measured.PeakTreeBytes),
                LeastMemory,
                $"{Size(MedianOf(way, static measured => measured.PeakTreeBytes))} against {Size(MedianOf(baseline, static measured => measured.PeakTreeBytes))} (medians); this baseline holds no whole file in memory, as the one that the promise was made for did");
    }

    private ClaimVerdict Bandwidth(OwnWay way)
    {
        string promise = $"50 % less bandwidth: {way.Name}";
        string target = $"at least {Whole(LeastBandwidth)} less through this machine than {baseline.Name}";
        if (Missing(way, baseline) is { } missing)
        {
            return NotMeasured(promise, target, missing);
        }

        return CountedOf(baseline).Any(static measured => Through(measured) == 0)
            ? NotMeasured(promise, target, "the objects of the sample are empty")
            : Judge(
                promise,
                target,
                Shares(way, Through),
                LeastBandwidth,
                $"{Size(MedianOf(way, Through))} against {Size(MedianOf(baseline, Through))} of objects, received and sent, by the library's own count (medians); the log of the store is not to be had here");
    }

    private ClaimVerdict LocalStorage(OwnWay way)
    {
        string promise = $"No local storage: {way.Name}";
        const string target = "0 B";
        if (Missing(way) is { } missing)
        {
            return NotMeasured(promise, target, missing);
        }

        double[] most = [.. CountedOf(way).Select(static measured => (double)Stored(measured))];
        string theirs = Missing(baseline) is null ? $"; {baseline.Name} had up to {Size(CountedOf(baseline).Max(static measured => (double)Stored(measured)))} there" : "";
        return new ClaimVerdict(
            promise,
            target,
            Size(most.Max()),
            "",
            most.All(static bytes => bytes == 0) ? Verdict.Holds : Verdict.DoesNotHold,
            $"Neither the library wrote to disk nor did a file appear in the staging directory, looked at every {CaseProcess.IntervalMilliseconds} ms{theirs}.");
    }

    private ClaimVerdict Failures()
    {
        // A way that copied some and not all in its first run was given up because objects failed.
        MeasuredCase[] counted = [.. rounds.Cases.Where(static measured => measured.Round > 0 || measured.Outcome.Copied > 0).Where(measured => measured.Round > 0 || rounds.Dropped.ContainsKey(measured.Way))];
        long failed = counted.Sum(measured => rounds.Problem(measured) is null ? 0 : Math.Max(1, sample.Objects.Count - measured.Outcome.Copied));
        string first = counted.Select(measured => rounds.Problem(measured) is { } problem ? $" The first, by {measured.Way} in round {Amount.Number(measured.Round)}: {problem}" : null).FirstOrDefault(static text => text is not null) ?? "";
        string[] never = [.. rounds.Dropped.Keys.Where(way => !counted.Any(measured => measured.Way == way))];
        string apart = never.Length == 0 ? "" : $" Not counted: {string.Join(", ", never)}, given up in the first run before any object was copied.";
        return new ClaimVerdict(
            "No object fails",
            "0",
            Amount.Number(failed),
            "",
            failed == 0 ? Verdict.Holds : Verdict.DoesNotHold,
            $"Of {Amount.Count((long)counted.Length * sample.Objects.Count, "object")} to copy in {Amount.Count(counted.Length, "round")}.{first}{apart}");
    }

    /// <summary>Why there is nothing to compare; null: there is.</summary>
    private string? Missing(params ReadOnlySpan<OwnWay> needed)
    {
        foreach (OwnWay way in needed)
        {
            if ((way.Unmeasured ?? rounds.Dropped.GetValueOrDefault(way.Name)) is { } why)
            {
                return $"{way.Name}: {why}";
            }

            if (CountedOf(way).FirstOrDefault(measured => rounds.Problem(measured) is not null) is { } broken)
            {
                return $"{way.Name} in round {Amount.Number(broken.Round)}: {rounds.Problem(broken)}";
            }
        }

        return null;
    }

    private MeasuredCase[] CountedOf(OwnWay way) => [.. rounds.Cases.Where(measured => measured.Round > 0 && measured.Round <= rounds.Counted && measured.Way == way.Name).OrderBy(static measured => measured.Round)];

    private double MedianOf(OwnWay way, Func<MeasuredCase, double> figure) => Spread.Of(CountedOf(way).Select(figure)).Median;

    /// <summary>What a way saves against the baseline of the same round.</summary>
    private double[] Shares(OwnWay way, Func<MeasuredCase, double> figure) =>
        [.. CountedOf(way).Zip(CountedOf(baseline), (ours, theirs) => figure(theirs) > 0 ? 1 - (figure(ours) / figure(theirs)) : 0)];

    private static ClaimVerdict Judge(string promise, string target, double[] saved, double least, string why) => new(
        promise,
        target,
        Saved(Spread.Of(saved).Median),
        Interval(saved, Saved),
        saved.All(share => share >= least) ? Verdict.Holds : Verdict.DoesNotHold,
        $"{why}{(saved.All(share => share >= least) || saved.All(share => share < least) ? "" : "; not in every round")}.");

    private static ClaimVerdict NotMeasured(string promise, string target, string why) =>
        new(promise, target, "", "", Verdict.NotMeasured, $"Not measured: {why.TrimEnd('.')}.");

    private static long Requests(MeasuredCase measured) => measured.Outcome.Requests.Where(static request => request.Key != "ListObjectsV2").Sum(static request => request.Value);

    /// <summary>Objects that no upload by parts was begun for.</summary>
    private static long Single(MeasuredCase measured) => measured.Outcome.Copied - measured.Outcome.Requests.GetValueOrDefault("CreateMultipartUpload");

    private static long SingleRequests(MeasuredCase measured) => Requests(measured) - OfParts.Sum(operation => measured.Outcome.Requests.GetValueOrDefault(operation));

    private static double Through(MeasuredCase measured) => measured.Outcome.BytesReceived + measured.Outcome.BytesSent;

    private static long Stored(MeasuredCase measured) => Math.Max(measured.PeakStagedBytes, measured.Outcome.PeakLocalStorageBytes);

    private static string Saved(double share) => share < 0 ? $"{Text.Percent(-share)} more" : $"{Text.Percent(share)} less";

    private static string Interval(double[] values, Func<double, string> text) => $"{text(values.Min())} to {text(values.Max())}";

    private static string Size(double bytes) => Amount.Bytes((long)bytes);

    private static string Whole(double share) => $"{Amount.Number((long)Math.Round(100 * share))} %";
}
