using System.Globalization;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Figures as they are printed.</summary>
internal static class Text
{
    public static string Seconds(double seconds) => seconds < 10 ? Of($"{seconds:F2} s") : Of($"{seconds:F1} s");

    public static string Seconds(Spread spread) => $"{Seconds(spread.Median)} ({Seconds(spread.Low)} to {Seconds(spread.High)})";

    public static string Percent(double share) => Of($"{100 * share:F1} %");

    public static string Interval(Spread spread, Func<double, string> text) => spread.Low.Equals(spread.High) ? "" : $"{text(spread.Low)} to {text(spread.High)}";

    public static string Megabytes(double bytes) => Of($"{bytes / 1e6:F1} MB");

    public static string Each(double number) => Of($"{number:F2}");

    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
