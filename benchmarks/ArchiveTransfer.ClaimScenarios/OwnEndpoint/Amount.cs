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

    public static string Number(long number, string? format = null) => number.ToString(format, CultureInfo.InvariantCulture);

    public static string Fixed(double number, int digits) => number.ToString($"F{digits}", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
