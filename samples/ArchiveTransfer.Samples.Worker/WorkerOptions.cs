namespace ArchiveTransfer.Samples.Worker;

/// <summary>When to collect; what to collect is in the options of the collection.</summary>
internal sealed class WorkerOptions
{
    /// <summary>From the end of one run to the beginning of the next.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Run once and end.</summary>
    public bool RunOnce { get; set; }
}
