using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Why a way takes the time it takes beside the baseline: what the shape's own figures come to.</summary>
internal static class TimeReason
{
    public static string Of(string shapeName, MeasuredCase baseline, string way, bool holds)
    {
        ClaimShape shape = ClaimShape.Named.Single(one => one.Name == shapeName);
        long objects = baseline.Outcome.Copied;
        long bytes = baseline.Outcome.BytesCopied;
        int inFlight = (int)Math.Min(baseline.Places, objects);
        double link = bytes / shape.LinkBytesPerSecond(inFlight);
        double trips = objects * shape.RoundTripSeconds / inFlight;
        if (way == Way.Streaming.Name)
        {
            return holds ? "down and up at once, without a disk between them"
                : Text.Of($"every byte still comes down ({link:F1} s of link) and goes up; what is saved is at most the wait between the two");
        }

        double copies = objects * shape.CopySeconds(bytes / objects) / inFlight;
        return holds ? link > trips
                ? Text.Of($"the bytes stay in the store: {link:F1} s of link each way fall away")
                : "one request for each file instead of two, one after the other, and no bytes"
            : link > trips
                ? Text.Of($"the link was only {link:F1} s each way, and copying by itself takes {copies:F1} s")
                : Text.Of($"round trips decide, not bytes: {objects:N0} copies, {inFlight} at once, wait {copies:F1} s, the baseline's requests {trips:F1} s");
    }
}
