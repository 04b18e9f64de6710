using System.Globalization;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Numbers as people read them.</summary>
internal static class Amount
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Decimal units, as disks and networks are sold.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1_000)
        {
            return Text($"{bytes} B");
        }

        double value = bytes / 1_000.0;
        int unit = 0;
        for (; value >= 1_000; unit++)
        {
            value /= 1_000;
        }

        return Text($"{value:F1} {Units[unit]}");
    }

    public static string Count(long count, string noun) => Text($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    public static string Share(double share) => Text($"{100 * share:F1} %");

    public static string Seconds(double seconds) => Text($"{seconds:F2} s");

    public static string Ratio(double ratio) => Text($"{ratio:F2}");

    public static string Number(long number, string? format = null) => number.ToString(format, CultureInfo.InvariantCulture);

    public static string Fixed(double number, int digits) => number.ToString($"F{digits}", CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
