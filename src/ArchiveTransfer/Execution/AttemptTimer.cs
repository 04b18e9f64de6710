namespace ArchiveTransfer.Execution;

/// <summary>The clock of one attempt: its token fires when the caller gives up or when nothing moved for the time allowed.</summary>
internal sealed class AttemptTimer : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly ITimer timer;
    private readonly TimeSpan timeout;
    private volatile bool timedOut;

    public AttemptTimer(TimeSpan timeout, TimeProvider timeProvider, CancellationToken caller)
    {
        this.timeout = timeout;
        source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        timer = timeProvider.CreateTimer(static state => ((AttemptTimer)state!).Fire(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    public bool TimedOut => timedOut;

    /// <summary>Bytes moved: the time allowed begins anew.</summary>
    public void Progress() => timer.Change(timeout, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private void Fire()
    {
        timedOut = true;
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended while the timer fired; nobody listens any more.
        }
        catch (AggregateException)
        {
            // What a strategy of the user's registered threw. On a timer's thread it would end the process.
        }
    }
}
