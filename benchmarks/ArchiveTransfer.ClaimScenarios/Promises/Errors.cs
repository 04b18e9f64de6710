using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>50 to 65 % fewer errors: objects that failed in the end, with the same faults and as many attempts.</summary>
internal static class Errors
{
    private const double Target = 0.5;
    private const long LeastObjects = 5_000;
    private const string AtLeast = ">= 50 % fewer";

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, Faults.Name);
        foreach ((string kind, string way) in
            from kind in new[] { Faults.Requests, Faults.Bodies, Faults.Disk }
            from way in new[] { Way.Copy.Name, Way.Streaming.Name, FaultReason.Automatic }
            where (kind, way) != (Faults.Disk, FaultReason.Automatic)
            select (kind, way))
        {
            // A baseline that was not told how small the disk is would be a crippled one.
            Judge(draft, kind, way, rounds.First(Way.Traditional.Name, kind == Faults.Disk ? Faults.DiskTold : kind), rounds.First(way, kind));
        }

        if (rounds.IsEmpty)
        {
            return;
        }

        draft.Tables.Add(new ClaimTable(
            "errors",
            "Objects that failed in the end",
            Text.Of($"Objects of 128 KiB, {EqualPlaces.Places} in flight, the same seed, {Faults.Attempts} attempts at most for each: all by one way, or, where the way is automatic, half by the store's copy and half by streaming. The baseline has them for its GET and again for its PUT; streaming has them for both together. Requests: {Faults.RequestFaultRate:P0} of all GET, PUT and copy requests are answered 500. Bodies: of those sent or received, {Faults.CutsPerMebibyte:0.#} for each MiB are cut half-way. Disk: the staging directory lies on 1 MiB, which eight of the sixteen transfers fill, on purpose; told its size (Staging:MaxBytes) the baseline waits for room, and this is what is judged, not the one that was not told, which is shown beside. Automatic is judged where objects were handed on. The interval of a share is Wilson's, 95 %; that of \"fewer\" is made of two of these, the ends that are farthest apart, and so wider than 95 %, and it is what is judged, not the point. A verdict takes as many objects on both sides, and {LeastObjects:N0}."),
            ["faults", "way", "objects", "failed", "share", "interval", "faults met", "requests for each object", "recovered", "handed on"],
            [.. rounds.All.Select(Row)]));
    }

    private static void Judge(ReportDraft draft, string kind, string way, MeasuredCase? baseline, MeasuredCase? ours)
    {
        string promise = $"50 to 65 % fewer errors: {kind}, {way}";
        if (baseline is null || ours is null)
        {
            draft.Missing(
                promise, AtLeast, invalid: null,
                kind == Faults.Disk ? "It takes mount namespaces, which only Linux has, and the full comparison, or this part was left out." : "No round of this way, or none of the baseline.");
            return;
        }

        long objects = Objects(ours);
        if (objects == 0 || Objects(baseline) == 0)
        {
            draft.Missing(promise, AtLeast, $"A run ended before its first object: {(objects == 0 ? ours : baseline).Outcome.Error ?? "no error was said"}", "");
            return;
        }

        if (baseline.Outcome.Failed == 0)
        {
            draft.Missing(
                promise, AtLeast, objects == Objects(baseline) ? null : Different(objects, Objects(baseline)),
                kind == Faults.Disk ? "Told how small the disk is (Staging:MaxBytes), the baseline waits for room and no object of it fails: there is nothing to have fewer of." : "No object of the baseline failed: there is nothing to have fewer of.");
            return;
        }

        if (way == FaultReason.Automatic && ours.Outcome.Fallbacks == 0)
        {
            draft.Missing(promise, AtLeast, objects == Objects(baseline) ? null : Different(objects, Objects(baseline)), $"No object was handed from one way to the other, so nothing is shown of that. {FaultReason.Of(kind, ours)}");
            return;
        }

        (double lowOurs, double highOurs) = Wilson.Of(ours.Outcome.Failed, objects);
        (double lowTheirs, double highTheirs) = Wilson.Of(baseline.Outcome.Failed, Objects(baseline));
        double fewer = 1 - ((double)ours.Outcome.Failed * Objects(baseline) / ((double)baseline.Outcome.Failed * objects));
        double least = 1 - (highOurs / lowTheirs);
        double most = 1 - (lowOurs / highTheirs);
        string? invalid = objects != Objects(baseline) ? Different(objects, Objects(baseline)) : objects < LeastObjects ? Text.Of($"{objects:N0} objects are fewer than the {LeastObjects:N0} that a verdict takes") : null;
        draft.Verdicts.Add(new ClaimVerdict(
            promise, AtLeast, Fewer(fewer), $"{Fewer(least)} to {Fewer(most)}",
            invalid is not null ? Verdict.Invalid : least >= Target ? Verdict.Holds : Verdict.DoesNotHold,
            invalid is null ? FaultReason.Of(kind, ours) : $"{invalid}."));
    }

    private static string Fewer(double share) => share < 0 ? $"{Text.Percent(-share)} more" : $"{Text.Percent(share)} fewer";

    private static string Different(long ours, long theirs) => Text.Of($"{ours:N0} objects were tried and {theirs:N0} by the baseline: they are not the same");

    private static string[] Row(MeasuredCase one)
    {
        long objects = Objects(one);
        (double low, double high) = objects == 0 ? (0, 0) : Wilson.Of(one.Outcome.Failed, objects);
        return
        [
            one.Variant, one.Way, Text.Of($"{objects:N0}"), Text.Of($"{one.Outcome.Failed:N0}"), objects == 0 ? "" : Share(one.Outcome.Failed / (double)objects), objects == 0 ? "" : $"{Share(low)} to {Share(high)}",
            one.Store is { } store ? Text.Of($"{store.Faults:N0}") : "", one.Store is { } counts && objects > 0 ? Text.Each((double)counts.ObjectRequests / objects) : "",
            Text.Of($"{one.Outcome.Recovered:N0}"), Text.Of($"{one.Outcome.Fallbacks:N0}"),
        ];
    }

    private static long Objects(MeasuredCase one) => one.Outcome.Copied + one.Outcome.Failed;

    private static string Share(double share) => Text.Of($"{100 * share:F2} %");
}
