using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>50 to 65 % fewer errors: objects that failed in the end, with the same faults and as many attempts.</summary>
internal static class Errors
{
    private const double Target = 0.5;
    private static readonly string[] Kinds = [Faults.Requests, Faults.Bodies, Faults.Disk];

    public static void AddTo(ReportDraft draft, IReadOnlyList<MeasuredCase> all)
    {
        var rounds = new RoundsOf(all, Faults.Name);
        if (rounds.IsEmpty)
        {
            draft.NotMeasured("50 to 65 % fewer errors", ">= 50 % fewer", "This part was left out.");
            return;
        }

        foreach (string kind in Kinds)
        {
            if (rounds.Of(Way.Traditional.Name, kind) is not [{ } baseline])
            {
                draft.NotMeasured($"50 to 65 % fewer errors: {kind}", ">= 50 % fewer", "It takes mount namespaces, which only Linux has.");
                continue;
            }

            foreach (MeasuredCase ours in rounds.All.Where(one => one.Variant == kind && one.Way != Way.Traditional.Name))
            {
                Judge(draft, kind, baseline, ours);
            }
        }

        draft.Tables.Add(new ClaimTable(
            "errors",
            "Objects that failed in the end",
            Text.Of($"Objects of 128 KiB, {EqualPlaces.Places} in flight, the same seed, {Faults.Attempts} attempts at most for each: all by one way, or, where the way is automatic, half by the store's copy and half by streaming. The baseline has them for its GET and again for its PUT; streaming has them for both together. Requests: {Faults.RequestFaultRate:P0} of all GET, PUT and copy requests are answered 500. Bodies: of those sent or received, {Faults.CutsPerMebibyte:0.#} for each MiB are cut half-way. Disk: the staging directory lies on 1 MiB, which eight transfers at once fill. The interval is Wilson's, 95 %."),
            ["faults", "way", "objects", "failed", "share", "interval", "faults met", "requests for each object", "recovered", "handed on"],
            [.. rounds.All.Select(static one =>
            {
                (double low, double high) = Wilson.Of(one.Outcome.Failed, Objects(one));
                return new[]
                {
                    one.Variant, one.Way, Text.Of($"{Objects(one):N0}"), Text.Of($"{one.Outcome.Failed:N0}"), Share(one.Outcome.Failed / (double)Objects(one)), $"{Share(low)} to {Share(high)}",
                    Text.Of($"{one.Store!.Faults:N0}"), Text.Each((double)one.Store.ObjectRequests / Objects(one)), Text.Of($"{one.Outcome.Recovered:N0}"), Text.Of($"{one.Outcome.Fallbacks:N0}"),
                };
            })]));
    }

    private static void Judge(ReportDraft draft, string kind, MeasuredCase baseline, MeasuredCase ours)
    {
        string promise = $"50 to 65 % fewer errors: {kind}, {ours.Way}";
        if (baseline.Outcome.Failed == 0)
        {
            draft.NotMeasured(promise, ">= 50 % fewer", "The baseline met none.");
            return;
        }

        (double lowOurs, double highOurs) = Wilson.Of(ours.Outcome.Failed, Objects(ours));
        (double lowTheirs, double highTheirs) = Wilson.Of(baseline.Outcome.Failed, Objects(baseline));
        double fewer = 1 - ((double)ours.Outcome.Failed / baseline.Outcome.Failed);
        double least = 1 - (highOurs / lowTheirs);
        double most = 1 - (lowOurs / highTheirs);
        draft.Judge(promise, ">= 50 % fewer", $"{Text.Percent(fewer)} fewer", $"{Text.Percent(least)} to {Text.Percent(most)}", least >= Target, Why(kind, ours.Way));
    }

    private static string Why(string kind, string way) => (kind, way) switch
    {
        (Faults.Requests, "server_side_copy") => "By arithmetic: one request can fail where the baseline has two, so just under half as many objects do.",
        (Faults.Requests, "streaming") => "A GET and a PUT like the baseline, but each attempt is both: one that fails costs the other one, too.",
        (_, "automatic") => "No more attempts than the others, half of them by streaming: a second way helps where the first cannot work, not where any request may fail.",
        (Faults.Bodies, "server_side_copy") => "No body passes the client, so none is cut.",
        (Faults.Bodies, _) => "As many bodies as the baseline, and a cut on either side costs the whole attempt, where the baseline keeps what is on its disk.",
        (_, _) => "There is no disk in it.",
    };

    private static long Objects(MeasuredCase one) => one.Outcome.Copied + one.Outcome.Failed;

    private static string Share(double share) => Text.Of($"{100 * share:F2} %");
}
