namespace ArchiveTransfer.Strategies;

/// <summary>The private directory of the traditional workflow; see the strategy.</summary>
internal sealed class StagingArea(StagingOptions o) : IAsyncDisposable
{
    public long PeakBytes => o.MaxBytes ?? 0;
    public ValueTask DisposeAsync() => default;
}
