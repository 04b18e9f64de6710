using System.Globalization;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>A snapshot in one line.</summary>
internal static class ProgressText
{
    public static string Of(ArchiveCollectionProgress progress)
    {
        ArchiveCollectionTotals totals = progress.Totals;
        long done = totals.Copied + totals.Skipped + totals.Failed + totals.WouldCopy;
        string of = progress.TotalObjects is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all:N0}") : "";
        string failed = totals.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {totals.Failed:N0} failed") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{done:N0}{of} objects{failed}, {Quantity.Bytes(totals.BytesCopied)} copied, {progress.InFlight} in flight, {progress.Elapsed.TotalSeconds:F1} s");
    }
}
