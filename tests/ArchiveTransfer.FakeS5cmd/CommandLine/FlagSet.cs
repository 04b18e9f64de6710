using System.Globalization;

namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>Flags and what follows them, read as Go does: one dash or two, values after an equals sign or a blank, none after the first argument.</summary>
internal sealed class FlagSet
{
    private static readonly string[] TrueWords = ["1", "t", "T", "true", "TRUE", "True"];
    private static readonly string[] FalseWords = ["0", "f", "F", "false", "FALSE", "False"];

    private readonly IReadOnlyList<Flag> _flags;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private FlagSet(IReadOnlyList<Flag> flags)
    {
        _flags = flags;
    }

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <exception cref="UsageException">A flag is unknown, lacks its value, or has one it does not take.</exception>
    public static FlagSet Parse(IReadOnlyList<Flag> flags, IReadOnlyList<string> words)
    {
        var set = new FlagSet(flags);
        var next = 0;
        while (next < words.Count && words[next] is ['-', _, ..] word)
        {
            next++;
            if (word == "--")
            {
                break;
            }

            set.Read(word, () => next < words.Count ? words[next++] : null);
        }

        set.Arguments = [.. words.Skip(next)];
        return set;
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public bool IsOn(string name) => Text(name) == "true";

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The flags that are set, in the order in which they are defined, each with a blank before it.</summary>
    public string Describe() => string.Concat(_flags.Where(flag => _values.ContainsKey(flag.Name)).Select(flag => $" --{flag.Name}={_values[flag.Name]}"));

    private void Read(string word, Func<string?> takeNext)
    {
        var text = word[(word.StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..];
        if (text is ['-' or '=', ..])
        {
            throw new UsageException($"bad flag syntax: {word}");
        }

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? text : text[..equals];
        var given = equals < 0 ? null : text[(equals + 1)..];
        var flag = _flags.FirstOrDefault(candidate => candidate.IsNamed(name)) ?? throw new UsageException($"flag provided but not defined: -{name}");
        _values[flag.Name] = flag.Kind switch
        {
            FlagKind.Switch => Truth(name, given ?? "true"),
            FlagKind.NotHere => throw new NotSupportedException($"This is not s5cmd: it cannot do what --{flag.Name} asks for."),
            _ => Checked(flag, name, given ?? takeNext() ?? throw new UsageException($"flag needs an argument: -{name}")),
        };
    }

    private static string Truth(string name, string given) =>
        TrueWords.Contains(given) ? "true"
        : FalseWords.Contains(given) ? "false"
        : throw new UsageException($"invalid boolean value {GoText.Quote(given)} for -{name}: parse error");

    private static string Checked(Flag flag, string name, string given)
    {
        if (flag.Kind == FlagKind.Number && !int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            throw new UsageException($"invalid value {GoText.Quote(given)} for flag -{name}: parse error");
        }

        var comparison = flag.IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (flag.Allowed.Count > 0 && !flag.Allowed.Any(allowed => allowed.Equals(given, comparison)))
        {
            throw new UsageException($"invalid value {GoText.Quote(given)} for flag -{name}: allowed values: [{string.Join(", ", flag.Allowed)}]");
        }

        return given;
    }
}
