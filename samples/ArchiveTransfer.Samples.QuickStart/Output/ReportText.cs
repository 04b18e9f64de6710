using System.Globalization;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>The result of a run for people: one fact a line, the same on a terminal and in a log.</summary>
internal static class ReportText
{
    private const int FailuresShown = 10;

    public static IEnumerable<string> Of(ArchiveCollectionResult result, long? storePeakBytes) =>
    [
        Line("status", $"{result.Status}{(result.Error is { } error ? $" ({error.Code})" : "")}{(result.Degraded ? ", degraded: objects went through this machine" : "")} after {result.Elapsed.TotalSeconds:F2} s"),
        .. Counts(result.Totals),
        .. Strategies(result.Strategies),
        .. Measured(result, storePeakBytes),
        .. result.ReportPath is { } path ? [Line("report", path)] : Array.Empty<string>(),
        .. Warnings(result.Warnings),
        .. Failures(result),
    ];

    private static IEnumerable<string> Counts(ArchiveCollectionTotals totals)
    {
        yield return Line("objects", $"{totals.Planned:N0} planned: {totals.Copied:N0} copied{Unless0(totals.Republished, "of them re-published")}, {totals.Skipped:N0} skipped{Unless0(totals.SkippedByTime, "of them by time")}, {totals.Failed:N0} failed{Unless0(totals.NotPublished, "not published")}{Unless0(totals.NotAttempted, "not attempted")}{Unless0(totals.WouldCopy, "would be copied")}");
        yield return Line("bytes", totals.BytesToCopy > 0 ? $"{Quantity.Bytes(totals.BytesToCopy)} to copy" : $"{Quantity.Bytes(totals.BytesCopied)} copied");
    }

    private static IEnumerable<string> Strategies(IReadOnlyList<StrategySummary> strategies)
    {
        foreach (StrategySummary strategy in strategies)
        {
            yield return Line("strategy", $"{strategy.Strategy}: {strategy.Copied:N0} copied, {strategy.Failed:N0} failed, {strategy.FellBack:N0} handed on, {Quantity.Bytes(strategy.BytesCopied)}");
            foreach ((string reason, long count) in strategy.Decisions)
            {
                yield return Line("", $"  {count:N0} x {reason}");
            }
        }
    }

    private static IEnumerable<string> Measured(ArchiveCollectionResult result, long? storePeakBytes)
    {
        ArchiveCollectionMeasurements measured = result.Measurements;
        yield return Line("phases", $"opening {measured.OpeningTime.TotalSeconds:F2} s, transfer {measured.TransferTime.TotalSeconds:F2} s (planning {measured.PlanningTime.TotalSeconds:F2} s of it), closing {measured.ClosingTime.TotalSeconds:F2} s");
        string requests = string.Join(", ", measured.Requests.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:N0}")));
        string perObject = RequestCounts.PerObject(result) is { } each ? string.Create(CultureInfo.InvariantCulture, $"; {each:F2} per object besides listings") : "";
        yield return Line("requests", $"{requests}{perObject}");
        yield return Line("through this machine", $"{Quantity.Bytes(measured.BytesReceived)} received, {Quantity.Bytes(measured.BytesSent)} sent; {Quantity.Bytes((long)measured.AverageBytesPerSecond)} a second, {Quantity.Bytes((long)measured.PeakBytesPerSecond)} in the busiest");
        yield return Line("processor", $"{measured.ProcessorTime.TotalSeconds:F2} s{(measured.ChildProcessorTime is { } children ? $", {children.TotalSeconds:F2} s of child processes" : "")}; {Quantity.Bytes(measured.AllocatedBytes)} allocated");
        yield return Line("peak memory", $"{Quantity.Bytes(measured.PeakWorkingSetBytes)} working set, {Quantity.Bytes(measured.PeakManagedHeapBytes)} of it managed heap, {Quantity.Bytes(measured.PeakProcessTreeBytes)} with child processes{(storePeakBytes is { } store ? $"; the demo store {Quantity.Bytes(store)}" : "")}");
        yield return Line("peak local storage", $"{Quantity.Bytes(measured.PeakLocalStorageBytes)}, {Quantity.Bytes(measured.LocalStorageBytesWritten)} written");
        yield return Line("recovery", $"{measured.Retries:N0} retries, {measured.Throttles:N0} throttled answers, {measured.Fallbacks:N0} fallbacks, {measured.Recovered:N0} objects recovered, {measured.TimeLost.TotalSeconds:F2} s lost");
    }

    private static IEnumerable<string> Warnings(IReadOnlyList<string> warnings) =>
        warnings.Count == 0 ? [Line("warnings", "none")] : warnings.Select(static text => Line("warning", text));

    private static IEnumerable<string> Failures(ArchiveCollectionResult result)
    {
        if (result.FailureCounts.Count == 0)
        {
            yield return Line("failures", "none");
        }

        foreach ((string code, long count) in result.FailureCounts)
        {
            yield return Line("failures", $"{count:N0} x {code}");
        }

        foreach (TransferOutcome failure in result.Failures.Take(FailuresShown))
        {
            yield return Line("", $"  [{failure.Error?.Code}] {failure.Error?.Message}");
        }
    }

    private static string Unless0(long count, string what) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count:N0} {what}");

    private static string Line(string label, FormattableString text) => Line(label, text.ToString(CultureInfo.InvariantCulture));

    private static string Line(string label, string text) => $"{label,-21} {text}";
}
