namespace ArchiveTransfer.Testing;

/// <summary>The load of one interval of <see cref="S3Counters.Timeline"/>.</summary>
public readonly record struct S3LoadSample
{
    /// <summary>When the interval begins, counted from the start or the last reset.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>Most requests at once, those included that began earlier.</summary>
    public int PeakInFlight { get; init; }

    /// <summary>Requests begun.</summary>
    public long Begun { get; init; }

    /// <summary>Requests answered with 503.</summary>
    public long Rejected { get; init; }
}
