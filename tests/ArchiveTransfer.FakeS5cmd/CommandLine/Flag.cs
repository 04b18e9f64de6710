namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>A flag that is known.</summary>
internal sealed record Flag(string Name, FlagKind Kind = FlagKind.Text)
{
    public string? Alias { get; init; }

    /// <summary>The only values it takes; empty: any.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    public bool IgnoresCase { get; init; }

    public bool IsNamed(string name) => name == Name || name == Alias;
}
