namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>On what, with what and by which command it was measured.</summary>
internal sealed record ClaimMachine
{
    /// <summary>The whole protocol was asked for.</summary>
    public const string WholeExtent = "full";

    /// <summary>Some scenarios of it were.</summary>
    public const string PartExtent = "part";

    public required DateTimeOffset Begun { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>What the processor calls itself; empty where the system does not say.</summary>
    public required string Processor { get; init; }

    public required int Cores { get; init; }

    public required long MemoryBytes { get; init; }

    public required string Kernel { get; init; }

    public required string Runtime { get; init; }

    /// <summary>Of the checkout, with <c>+changes</c> where it had any; null outside of one.</summary>
    public string? Commit { get; init; }

    /// <summary>quick, full, part, or the endpoint that was compared on.</summary>
    public required string Extent { get; init; }

    public bool IsWhole => Extent == WholeExtent;

    /// <summary>That measures it again.</summary>
    public required string Command { get; init; }

    /// <summary>Each other tool that took part, with its version, and how it was called.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];
}
