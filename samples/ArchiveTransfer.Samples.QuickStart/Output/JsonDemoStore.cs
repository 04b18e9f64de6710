namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>The store that the program started.</summary>
internal sealed record JsonDemoStore
{
    public required int ProcessId { get; init; }

    public required Uri Endpoint { get; init; }

    public long? PeakWorkingSetBytes { get; init; }
}
