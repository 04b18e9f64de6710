using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>What streaming takes on any machine, however fast: the pace of the link and the waits for the store, which no processor shortens.</summary>
internal static class LeastTime
{
    /// <param name="ours">Whole runs of as many objects, at least one.</param>
    /// <param name="mostPlaces">That it could have been given; 0: those that it had.</param>
    /// <returns>Seconds; null: of another way, or of a shape or places that are not known.</returns>
    public static double? Of(string shapeName, IReadOnlyList<MeasuredCase> ours, int mostPlaces)
    {
        MeasuredCase one = ours[0];
        if (one.Way != Way.Streaming.Name || one.Places < 1 || ClaimShape.Named.FirstOrDefault(shape => shape.Name == shapeName) is not { } shape)
        {
            return null;
        }

        int places = Math.Max(one.Places, mostPlaces);
        return ours.Min(run => Math.Max(
            run.Outcome.BytesCopied / shape.LinkBytesPerSecond((int)Math.Min(places, Downloads(run))),
            run.Outcome.Copied * shape.LeastLatency("GetObject") / places));
    }

    // As the store counted them: what comes in parts has more connections than objects.
    private static long Downloads(MeasuredCase run) => Math.Max(1, run.Store!.Requests.GetValueOrDefault("GetObject"));
}
