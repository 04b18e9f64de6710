using System.Globalization;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>In what it differs from the real tool: <c>name</c> or <c>name:value</c>, separated by commas.</summary>
internal sealed class Behaviour
{
    private static readonly string[] Names =
    [
        "panic", "hang", "lose", "lie", "lie-every", "drip", "cut", "stop", "noise", "unknown", "slow", "die", "die-probe", "close-stdout", "version", "no-directive", "echo-secret", "heavy", "busy",
    ];

    private readonly ILookup<string, string> _values;

    private Behaviour(ILookup<string, string> values)
    {
        _values = values;
    }

    /// <exception cref="ArgumentException">There is no such behaviour.</exception>
    public static Behaviour Parse(string? text)
    {
        var values = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static item => item.Split(':', 2))
            .ToLookup(static item => item[0], static item => item.ElementAtOrDefault(1) ?? "");
        return values.FirstOrDefault(static value => !Names.Contains(value.Key)) is { } unknown
            ? throw new ArgumentException($"There is no behaviour '{unknown.Key}'.", nameof(text))
            : new Behaviour(values);
    }

    public bool Has(string name) => _values.Contains(name);

    public string? Value(string name) => _values[name].FirstOrDefault();

    public int? Number(string name) => Value(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether it is this one's turn, counted from 1.</summary>
    public bool Strikes(string name, int number) => _values[name].Contains(number.ToString(CultureInfo.InvariantCulture));

    public bool HasReached(string name, int number) => Number(name) <= number;
}
