namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>What the command line asked for.</summary>
internal sealed record QuickStartSettings
{
    /// <summary>Configuration of a real collection; null: the demo store.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Null: what the configuration says, else <see cref="OperationMode.Auto"/>.</summary>
    public OperationMode? Mode { get; init; }

    /// <summary>Objects made up for the demo store; null: the six archives.</summary>
    public long? Objects { get; init; }

    /// <summary>Bytes of each of them.</summary>
    public long Size { get; init; }

    /// <summary>What the demo store waits before it acts on a request.</summary>
    public TimeSpan Latency { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Look whether a collection could run, and collect nothing.</summary>
    public bool Check { get; init; }

    /// <summary>Measure the ways against each other instead of collecting.</summary>
    public bool Compare { get; init; }

    /// <summary>Where a comparison is written as a page; null: nowhere.</summary>
    public string? HtmlFile { get; init; }

    /// <summary>Of a comparison on the own store, beside the one to warm up; null: as many as it makes by itself.</summary>
    public int? Rounds { get; init; }

    /// <summary>What a comparison will do is not asked about.</summary>
    public bool Yes { get; init; }

    public int Repeat { get; init; } = 1;

    public bool Json { get; init; }

    public bool Verbose { get; init; }
}
