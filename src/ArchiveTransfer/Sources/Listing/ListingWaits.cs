namespace ArchiveTransfer.Sources;

/// <summary>How long whoever reads several listings side by side has waited for any of them: time that he spends on a page of one, but not at work with it. Thread-safe.</summary>
internal sealed class ListingWaits
{
    private long ticks;

    public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public void Add(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
