using System.Globalization;

namespace ArchiveTransfer;

/// <summary>The types options have. Everything is read with the invariant culture.</summary>
internal static class OptionTypes
{
    /// <summary>Text; empty means not set, so that an environment variable can take a value away.</summary>
    internal static OptionType<string?> Text { get; } = new(
        "one text value",
        static (OptionValue value, out string? result) =>
        {
            result = string.IsNullOrEmpty(value.Text) ? null : value.Text;
            return value.Entries.Count == 0;
        },
        static text => text);

    /// <summary>Text that is kept byte for byte; empty is a value.</summary>
    internal static OptionType<string> Prefix { get; } = new(
        "one text value",
        static (OptionValue value, out string result) =>
        {
            result = value.Text ?? "";
            return value.Entries.Count == 0;
        },
        static text => text);

    internal static OptionType<bool> Boolean { get; } = Scalar<bool>("true or false", TryBoolean, OptionText.Boolean);

    internal static OptionType<bool?> OptionalBoolean { get; } = Optional(Boolean);

    internal static OptionType<int> Int32 { get; } = Scalar<int>("a whole number", TryInt32, static value => value.ToString(CultureInfo.InvariantCulture));

    internal static OptionType<int?> OptionalInt32 { get; } = Optional(Int32);

    internal static OptionType<long?> OptionalInt64 { get; } = Optional(
        Scalar<long>("a whole number", TryInt64, static value => value.ToString(CultureInfo.InvariantCulture)));

    internal static OptionType<double> Double { get; } = Scalar<double>("a number such as 0.2", TryDouble, OptionText.Number);

    internal static OptionType<TimeSpan> Duration { get; } = Scalar<TimeSpan>("a duration as hh:mm:ss or as a number of seconds", TryDuration, OptionText.Duration);

    internal static OptionType<Uri?> Address { get; } = new(
        "an absolute address such as https://s3.example.org:9000",
        static (OptionValue value, out Uri? result) =>
        {
            result = null;
            return value.Entries.Count == 0 && (string.IsNullOrWhiteSpace(value.Text) || Uri.TryCreate(value.Text, UriKind.Absolute, out result));
        },
        static address => address?.OriginalString,
        static value => value.Text is null ? value.Shown : OptionText.Address(value.Text));

    internal static OptionType<IEnumerable<string>> TextList { get; } = new(
        "a list, or one value without a comma",
        static (OptionValue value, out IEnumerable<string> result) =>
        {
            result = value.Entries.Count > 0 ? value.Entries.Select(static entry => entry.Value ?? "").ToArray() : string.IsNullOrEmpty(value.Text) ? [] : [value.Text];
            return value.IsList || (value.Entries.Count == 0 && value.Text?.Contains(',', StringComparison.Ordinal) != true);
        },
        static list => string.Join('\n', list));

    /// <summary>A list whose text is never shown: what stands among arguments may be a key.</summary>
    internal static OptionType<IEnumerable<string>> Arguments { get; } = TextList with { Show = static value => value.Entries.Count == 0 ? "one value (not shown)" : value.Shown };

    internal static OptionType<IEnumerable<KeyValuePair<string, string>>> TextMap { get; } = new(
        "an object of names and values",
        static (OptionValue value, out IEnumerable<KeyValuePair<string, string>> result) =>
        {
            result = value.Entries.Select(static entry => KeyValuePair.Create(entry.Key, entry.Value ?? "")).ToArray();
            return !value.IsList && string.IsNullOrEmpty(value.Text);
        },
        static map => string.Join('\n', map.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => $"{entry.Key}={entry.Value}")));

    /// <summary>One list for everything, or one for each name.</summary>
    internal static OptionType<IEnumerable<string>> ListOrLists { get; } = new(
        "a list, or an object of lists",
        static (OptionValue value, out IEnumerable<string> result) =>
            TextList.TryParse(value, out result) || (value.Entries.Count > 0 && string.IsNullOrEmpty(value.Text) && value.Entries.All(static entry => IsOfList(entry.Key))),
        static list => string.Join('\n', list));

    internal static OptionType<DateOnly> Day { get; } = Scalar<DateOnly>(
        "a day as yyyy-MM-dd",
        static (string text, out DateOnly result) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out result),
        static value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A name of the enumeration, in any case, with or without underscores; numbers are refused, because 99 would be taken for a mode.</summary>
    internal static OptionType<TEnum> Name<TEnum>() where TEnum : struct, Enum => Scalar<TEnum>(
        "one of " + string.Join(", ", Enum.GetNames<TEnum>()),
        static (string text, out TEnum result) =>
        {
            var name = text.Replace("_", "", StringComparison.Ordinal);
            result = Array.Find(Enum.GetValues<TEnum>(), value => string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase));
            return string.Equals(result.ToString(), name, StringComparison.OrdinalIgnoreCase);
        },
        static value => value.ToString());

    internal static bool TryBoolean(string text, out bool result) => bool.TryParse(text, out result);

    internal static bool TryDuration(string text, out TimeSpan result)
    {
        result = default;

        // With fewer colons "05:00" would be five hours to one reader and five minutes to the next; without any, TimeSpan reads days.
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return text.AsSpan().Count(':') == 2 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out result);
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(seconds) > (decimal)TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)
        {
            return false;
        }

        result = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>A name, or a name and an index.</summary>
    private static bool IsOfList(string path) => path.IndexOf(':', StringComparison.Ordinal) is var end && (end < 0 || path.AsSpan(end + 1).IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool TryInt32(string text, out int result) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out result);

    private static bool TryInt64(string text, out long result) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out result);

    private static bool TryDouble(string text, out double result) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out result);

    private static OptionType<T> Scalar<T>(string expected, ScalarParse<T> parse, Func<T, string?> format) where T : struct => new(
        expected,
        (OptionValue value, out T result) =>
        {
            result = default;
            return value is { Entries.Count: 0, Text: not null } && parse(value.Text.Trim(), out result);
        },
        format);

    private static OptionType<T?> Optional<T>(OptionType<T> type) where T : struct => new(
        type.Expected,
        (OptionValue value, out T? result) =>
        {
            result = null;
            if (value is { Entries.Count: 0, Text: "" })
            {
                return true;
            }

            if (!type.TryParse(value, out var found))
            {
                return false;
            }

            result = found;
            return true;
        },
        value => value is { } set ? type.Format(set) : null);

    private delegate bool ScalarParse<T>(string text, out T result);
}
