using System.Globalization;

namespace ArchiveTransfer;

/// <summary>What <see cref="S5cmdOptions.ExtraArguments"/> ask for; none of them is ever passed on as it was written.</summary>
internal sealed class S5cmdArguments
{
    internal const string NumWorkersFlag = "--numworkers";
    internal const string RetryCountFlag = "--retry-count";
    internal const string NoSignRequestFlag = "--no-sign-request";

    private const string StatFlag = "--stat";
    private const string PartSizeFlag = "--part-size";
    private const string Allowed =
        $"allowed are {NumWorkersFlag} N, {RetryCountFlag} N or -r N, {NoSignRequestFlag}, {StatFlag}, {PartSizeFlag} N or -p N, with = or as two entries";

    private const int LongestFlag = 32;

    private static readonly string[] _units = ["", "B", "KB", "KiB", "MB", "MiB", "GB", "GiB"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _withoutEffect = [];
    private readonly List<string> _problems = [];

    private S5cmdArguments()
    {
    }

    /// <summary>Most lines in flight; null: not given.</summary>
    internal int? NumWorkers { get; private set; }

    /// <summary>Retries, which are the library's own: s5cmd itself has none. Null: not given.</summary>
    internal int? RetryCount { get; private set; }

    /// <summary>Reads are unsigned; writes never are.</summary>
    internal bool NoSignRequest { get; private set; }

    /// <summary>Arguments that are accepted and do nothing.</summary>
    internal IReadOnlyList<string> WithoutEffect => _withoutEffect;

    /// <summary>What is wrong, one sentence each without its full stop. What was written may be a secret gone astray: beside flags only numbers are shown.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    internal static S5cmdArguments Read(IList<string> arguments)
    {
        var read = new S5cmdArguments();
        for (var index = 0; index < arguments.Count;)
        {
            index += read.Take(arguments[index] ?? "", index + 1 < arguments.Count ? arguments[index + 1] : null, index);
        }

        return read;
    }

    /// <summary>Takes an argument and, where it has one, its value; answers how many entries that was.</summary>
    private int Take(string written, string? following, int index)
    {
        var (flag, value) = Split(written);
        if (flag is NoSignRequestFlag or StatFlag)
        {
            TakeSwitch(flag, value);
            return 1;
        }

        if (!IsFlag(flag))
        {
            _problems.Add($"entry {OptionText.Number(index + 1)} (not shown) is not allowed; {Allowed}");
            return 1;
        }

        var isInNext = value is null && following is not null && !IsArgument(following);
        value ??= isInNext ? following : null;
        if (flag is not (NumWorkersFlag or RetryCountFlag or PartSizeFlag))
        {
            _problems.Add($"{flag} is not allowed; {Allowed}");
        }
        else if (string.IsNullOrWhiteSpace(value))
        {
            _problems.Add($"{flag} has no value; set {Expected(flag)}");
        }
        else
        {
            TakeValue(flag, value.Trim());
        }

        return isInNext ? 2 : 1;
    }

    private void TakeSwitch(string flag, string? value)
    {
        if (value is not null)
        {
            _problems.Add($"{flag} has a value; write it alone");
        }
        else if (flag == NoSignRequestFlag)
        {
            NoSignRequest = true;
        }
        else
        {
            NoteWithoutEffect(flag);
        }
    }

    private void TakeValue(string flag, string value)
    {
        if (!_values.TryAdd(flag, value))
        {
            if (!string.Equals(_values[flag], value, StringComparison.OrdinalIgnoreCase))
            {
                _problems.Add($"{flag} is given with two values; write it once");
            }
        }
        else if (flag == PartSizeFlag)
        {
            TakePartSize(value);
        }
        else if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            _problems.Add($"{flag} is no whole number; set {Expected(flag)}");
        }
        else if (number < Least(flag) || number > Most(flag))
        {
            _problems.Add($"{flag} is {OptionText.Number(number)}; set {Expected(flag)}");
        }
        else if (flag == NumWorkersFlag)
        {
            NumWorkers = number;
        }
        else
        {
            RetryCount = number;
        }
    }

    private void TakePartSize(string value)
    {
        var digits = value.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? value.Length : end;
        if (digits == 0 || !_units.Contains(value[digits..].Trim(), StringComparer.OrdinalIgnoreCase))
        {
            _problems.Add($"{PartSizeFlag} is no size; set {Expected(PartSizeFlag)}");
        }
        else
        {
            NoteWithoutEffect(PartSizeFlag);
        }
    }

    private void NoteWithoutEffect(string flag)
    {
        if (!_withoutEffect.Contains(flag))
        {
            _withoutEffect.Add(flag);
        }
    }

    private static (string Flag, string? Value) Split(string written)
    {
        var equals = written.IndexOf('=', StringComparison.Ordinal);
        var flag = equals < 0 ? written : written[..equals];
        return (flag switch { "-r" => RetryCountFlag, "-p" => PartSizeFlag, _ => flag }, equals < 0 ? null : written[(equals + 1)..]);
    }

    /// <summary>Spelled as flags are; what is not may be anything.</summary>
    private static bool IsFlag(string text) => text is ['-', var letter] ? char.IsAsciiLetter(letter)
        : text is ['-', '-', _, ..] && text.Length <= LongestFlag && text.All(static c => char.IsAsciiLetterLower(c) || c == '-');

    /// <summary>The next argument, not the value of the one before it: of these only a number may begin with a dash.</summary>
    private static bool IsArgument(string text) => text is ['-', var second, ..] && !char.IsAsciiDigit(second);

    private static string Expected(string flag) => flag == PartSizeFlag ? "a size such as 50MB" : $"{OptionText.Number(Least(flag))} to {OptionText.Number(Most(flag))}";

    private static int Least(string flag) => flag == NumWorkersFlag ? OptionLimits.MinConcurrency : OptionLimits.MinRetryAttempts;

    private static int Most(string flag) => flag == NumWorkersFlag ? OptionLimits.MaxConcurrency : OptionLimits.MaxRetryAttempts;
}
