using System.Globalization;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Quantity
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Decimal units, as disks and networks are sold.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1_000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        double value = bytes / 1_000.0;
        int unit = 0;
        for (; value >= 1_000; unit++)
        {
            value /= 1_000;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:F1} {Units[unit]}");
    }
}
