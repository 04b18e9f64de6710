using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Why a way takes the time it takes beside the baseline: what the shape's own figures come to, and what was counted; nothing else.</summary>
internal static class TimeReason
{
    /// <param name="baseline">Whole runs, at least one.</param>
    /// <param name="ours">The same, of as many objects.</param>
    public static string Of(string shapeName, IReadOnlyList<MeasuredCase> baseline, IReadOnlyList<MeasuredCase> ours)
    {
        string counted = $"counted for each object: {Text.Requests(ours)} (baseline {Text.Requests(baseline)}); {Moved(ours)} (baseline {Moved(baseline)}) bytes over the link for each one collected";
        return ClaimShape.Named.FirstOrDefault(one => one.Name == shapeName) is { } shape && baseline[0].Places > 0 && ours[0].Places > 0
            ? $"By the shape's figures {Waits(shape, baseline[0], ours[0])}, each the least that it takes, with others at the same time; measured were {Text.Seconds(Median(baseline))} and {Text.Seconds(Median(ours))}; {counted}"
            : $"Of a shape or places that are not known; {counted}";
    }

    private static double Median(IReadOnlyList<MeasuredCase> rounds) => Spread.Of(rounds.Select(RoundsOf.Seconds)).Median;

    private static string Waits(ClaimShape shape, MeasuredCase baseline, MeasuredCase ours)
    {
        long waves = Waves(baseline.Outcome.Copied, baseline.Places);
        string theirs = $"the baseline waits {Links(shape, baseline)} and {Text.Seconds(waves * shape.RoundTripSeconds)} for round trips ({Count(waves, "wave")})";
        if (ours.Way == Way.Streaming.Name)
        {
            long streams = Waves(ours.Outcome.Copied, ours.Places);
            return $"{theirs}, streaming {Links(shape, ours)}, both at the same time, and {Count(streams, "wave")} of requests";
        }

        // The first copy between two buckets goes alone, by either engine: it shows whether the store copies there at all.
        bool alone = ours.Outcome.Copied > 1;
        long copies = 1 + Waves(ours.Outcome.Copied - 1, ours.Places);
        double seconds = copies * shape.CopySeconds(ours.Outcome.BytesCopied / ours.Outcome.Copied);
        string beside = $"{(ours.Store!.ObjectRequests > ours.Outcome.Copied ? ", the requests beside them not in it" : "")}{(ours.Way == Way.Copy.Name ? "" : ", starts of processes not in it")}";
        return $"{theirs}, the copies {Text.Seconds(seconds)} ({Count(copies, "wave")}{(alone ? ", the first copy alone" : "")}{beside})";
    }

    private static string Links(ClaimShape shape, MeasuredCase one)
    {
        int busy = (int)Math.Min(one.Places, one.Outcome.Copied);
        return $"{Text.Seconds(one.Outcome.BytesCopied / shape.LinkBytesPerSecond(busy))} of link down, {Text.Seconds(one.Outcome.BytesCopied / shape.UploadBytesPerSecond(busy))} up";
    }

    private static string Moved(IReadOnlyList<MeasuredCase> rounds) =>
        rounds.Sum(static one => (double)one.Outcome.BytesCopied) is > 0 and double bytes ? Text.Each(rounds.Sum(static one => (double)RoundsOf.Link(one)) / bytes) : "no";

    private static long Waves(long objects, int places) => (objects + places - 1) / places;

    private static string Count(long number, string what) => Text.Of($"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
