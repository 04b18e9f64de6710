using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Figures as they are printed.</summary>
internal static class Text
{
    public static string Seconds(double seconds) => seconds < 10 ? Of($"{seconds:F2} s") : Of($"{seconds:F1} s");

    public static string Seconds(Spread spread) => $"{Seconds(spread.Median)} ({Seconds(spread.Low)} to {Seconds(spread.High)})";

    public static string Percent(double share) => Of($"{100 * share:F1} %");

    /// <summary>Empty where both ends are printed alike.</summary>
    public static string Interval(Spread spread, Func<double, string> text) => text(spread.Low) == text(spread.High) ? "" : $"{text(spread.Low)} to {text(spread.High)}";

    /// <summary>The median, and the interval where there is one.</summary>
    public static string Whole(Spread spread, Func<double, string> text) => Interval(spread, text) is { Length: > 0 } interval ? $"{text(spread.Median)} ({interval})" : text(spread.Median);

    public static string Megabytes(double bytes) => Of($"{bytes / 1e6:F1} MB");

    public static string Each(double number) => Of($"{number:F2}");

    /// <summary>Object requests by the store's count, for each object of whole runs.</summary>
    public static string Requests(IReadOnlyList<MeasuredCase> rounds)
    {
        double objects = rounds.Sum(static one => (double)one.Outcome.Copied);
        return string.Join(", ", rounds.SelectMany(static one => one.Store!.Requests).Where(static request => request.Key is not ("ListObjects" or "ListObjectsV2" or "HeadBucket"))
            .GroupBy(static request => request.Key, StringComparer.Ordinal)
            .OrderBy(static operation => operation.Key, StringComparer.Ordinal)
            .Select(operation => Of($"{operation.Key} {operation.Sum(static request => request.Value) / objects:F2}")));
    }

    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
