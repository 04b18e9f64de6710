namespace ArchiveTransfer.Sources;

/// <summary>How long whoever reads several listings side by side has waited for any of them: time that he spends on a page of one, but not at work with it. Thread-safe.</summary>
internal sealed class ListingWaits
{
    private long ticks;
    private long handedOut;

    public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    /// <summary>He got a page at this moment: what a listing waited before that was not his wait.</summary>
    public void HandedOut(long timestamp) => Interlocked.Exchange(ref handedOut, timestamp);

    /// <summary>He waited until now.</summary>
    /// <param name="since">When the listing began to wait.</param>
    public void Add(long since, TimeProvider time) => Interlocked.Add(ref ticks, time.GetElapsedTime(Math.Max(since, Interlocked.Read(ref handedOut))).Ticks);
}
