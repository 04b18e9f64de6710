using System.Globalization;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>How long a store asks to be left alone.</summary>
internal static class RetryAfterHeader
{
    /// <param name="text">Seconds or a date.</param>
    /// <param name="date">The answer's own date: a date is meant by the store's clock, not by ours.</param>
    public static TimeSpan? Read(string? text, string? date)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        TimeSpan wait = TryDate(text, out DateTimeOffset until) && TryDate(date, out DateTimeOffset now) ? until - now : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static bool TryDate(string? text, out DateTimeOffset date) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
}
