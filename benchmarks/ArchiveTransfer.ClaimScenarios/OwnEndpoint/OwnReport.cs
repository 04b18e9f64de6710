using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Promises;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>What the rounds come to.</summary>
internal static class OwnReport
{
    public static ClaimReport Of(ClaimMachine machine, OwnRounds rounds, IReadOnlyList<OwnWay> ways, Sample sample, OwnEndpointNames endpoints, IReadOnlyList<string> left, string? late, string? cut) => new()
    {
        Machine = machine,
        Verdicts = new OwnVerdicts(rounds, ways, sample, endpoints.IsThisMachine).All(),
        Tables = [.. left.Count > 0 ? [Left(left)] : (ClaimTable[])[], Rounds(rounds, sample), Requests(rounds), Objects(sample)],
        Charts = [Seconds(rounds, ways)],
        GivenUp = cut is null ? [] : [cut],
        NotProvable =
        [
            "What the store itself counts: requests and bytes are the library's own count.",
            "Fewer errors: that takes faults made on purpose.",
            $"Other objects, another hour, another load of the store and of the line: these are {Amount.Number(rounds.Counted)} rounds with {sample.Text}.",
            "Memory that stays the same with many more objects.",
            .. late is null ? (string[])[] : [late],
        ],
    };

    private static ClaimTable Left(IReadOnlyList<string> left) => new(
        "own-left-behind", "Left behind", "What the comparison wrote and could not remove, or could not look for.", ["what"], [.. left.Select(static text => (IReadOnlyList<string>)[text])]);

    private static ClaimTable Rounds(OwnRounds rounds, Sample sample) => new(
        "own-rounds",
        "Rounds",
        $"Each round copies the same {sample.Text} with {Amount.Number(OwnRounds.Places)} requests at once, in a process of its own, into a place that is empty; round 0 is to warm up and is not counted. Seconds are those of the run, without the start of the process.",
        ["way", "round", "seconds", "copied", "requests", "received", "sent", "peak memory", "disk", "busiest core", "problem"],
        [.. rounds.Cases.Select(measured => Row(measured, rounds.Problem(measured)))]);

    private static IReadOnlyList<string> Row(MeasuredCase measured, string? problem) =>
    [
        measured.Way,
        Amount.Number(measured.Round),
        Amount.Fixed(measured.Outcome.Seconds, 3),
        Amount.Number(measured.Outcome.Copied),
        Amount.Number(measured.Outcome.Requests.Sum(static request => request.Value)),
        Amount.Bytes(measured.Outcome.BytesReceived),
        Amount.Bytes(measured.Outcome.BytesSent),
        Amount.Bytes(measured.PeakTreeBytes),
        Amount.Bytes(Math.Max(measured.PeakStagedBytes, measured.Outcome.PeakLocalStorageBytes)),
        measured.BusiestCore > 0 ? Text.Percent(measured.BusiestCore) : "not known",
        problem ?? "",
    ];

    private static ClaimTable Requests(OwnRounds rounds)
    {
        string[] operations = [.. rounds.Cases.SelectMany(static measured => measured.Outcome.Requests.Keys).Distinct().Order(StringComparer.Ordinal)];
        return new(
            "own-requests",
            "Requests by operation",
            "Counted by the library, repeated ones included.",
            ["way", "round", .. operations, "retries", "throttled"],
            [.. rounds.Cases.Select(measured => (IReadOnlyList<string>)
                [
                    measured.Way,
                    Amount.Number(measured.Round),
                    .. operations.Select(operation => Amount.Number(measured.Outcome.Requests.GetValueOrDefault(operation))),
                    Amount.Number(measured.Outcome.Retries),
                    Amount.Number(measured.Outcome.Throttles),
                ])]);
    }

    private static ClaimTable Objects(Sample sample) => new(
        "own-sample",
        "Sample",
        string.Join(' ', (string[])["What every round copies.", .. sample.Remarks]),
        ["key", "bytes"],
        [.. sample.Objects.Select(static found => (IReadOnlyList<string>)[DisplayText.Escape(found.Key), Amount.Number(found.Size)])]);

    private static ClaimChart Seconds(OwnRounds rounds, IReadOnlyList<OwnWay> ways) => new(
        "own-seconds",
        "Time of each round",
        "Ways whose lines keep apart differ by more than the store and the line vary.",
        "round",
        "seconds",
        LogarithmicX: false,
        LogarithmicY: false,
        [.. ways.Select(way => new ClaimSeries(way.Name, PointsOf(rounds, way))).Where(static series => series.Points.Count > 0)]);

    private static ClaimPoint[] PointsOf(OwnRounds rounds, OwnWay way) =>
        [.. rounds.Cases
            .Where(measured => measured.Way == way.Name && measured.Round > 0 && rounds.Problem(measured) is null)
            .OrderBy(static measured => measured.Round)
            .Select(static measured => new ClaimPoint(measured.Round, measured.Outcome.Seconds, measured.Outcome.Seconds, measured.Outcome.Seconds))];
}
