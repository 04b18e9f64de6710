namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>What <see cref="CollectVerb"/> says of its run.</summary>
internal sealed record CollectOutcome
{
    public required string Status { get; init; }

    public long Copied { get; init; }

    public long Failed { get; init; }

    /// <summary>From ExecuteAsync to the result.</summary>
    public double Seconds { get; init; }

    /// <summary>By the whole process.</summary>
    public long AllocatedBytes { get; init; }

    public long PeakBytes { get; init; }

    public long Requests { get; init; }

    public long Throttles { get; init; }

    public string Strategies { get; init; } = "";

    public string? Error { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
