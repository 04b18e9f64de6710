using System.Collections.Concurrent;

namespace ArchiveTransfer.Execution;

/// <summary>The clock of one attempt: its token fires when the caller gives up or when nothing moved for the time allowed. Used again after each attempt that ended by itself.</summary>
internal sealed class AttemptTimer : IDisposable
{
    private readonly object gate = new();
    private readonly CancellationTokenSource source = new();
    private readonly ConcurrentQueue<AttemptTimer>? spares;
    private readonly TimeProvider timeProvider;
    private readonly ITimer timer;
    private CancellationTokenRegistration caller;
    private TimeSpan timeout;
    private long movedAt;
    private bool isRunning;
    private volatile bool timedOut;

    private AttemptTimer(TimeProvider timeProvider, ConcurrentQueue<AttemptTimer>? spares)
    {
        (this.timeProvider, this.spares) = (timeProvider, spares);
        timer = timeProvider.CreateTimer(static state => ((AttemptTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    public bool TimedOut => timedOut;

    /// <param name="spares">Where it is taken from and comes back to; null: it is used once.</param>
    public static AttemptTimer Start(TimeSpan timeout, TimeProvider timeProvider, CancellationToken caller, ConcurrentQueue<AttemptTimer>? spares = null)
    {
        AttemptTimer? clock = null;
        spares?.TryDequeue(out clock);
        clock ??= new AttemptTimer(timeProvider, spares);
        clock.Begin(timeout, caller);
        return clock;
    }

    /// <summary>Bytes moved: the time allowed begins anew.</summary>
    public void Progress()
    {
        Volatile.Write(ref movedAt, timeProvider.GetTimestamp());
        timer.Change(timeout, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        bool isClean;
        lock (gate)
        {
            isRunning = false;
            isClean = !timedOut;
        }

        // One whose token fired, or is about to, is nobody's any more.
        bool isFree = caller.Unregister() || !caller.Token.CanBeCanceled;
        if (isFree && isClean && spares is not null && source.TryReset())
        {
            spares.Enqueue(this);
            return;
        }

        timer.Dispose();
        source.Dispose();
    }

    private void Begin(TimeSpan allowed, CancellationToken token)
    {
        timeout = allowed;
        lock (gate)
        {
            isRunning = true;
        }

        caller = token.UnsafeRegister(static state => ((AttemptTimer)state!).Cancel(), this);
        Progress();
    }

    private void Fire()
    {
        lock (gate)
        {
            // What fires right after something moved was on its way before, perhaps for an attempt that is over.
            if (!isRunning || timeProvider.GetElapsedTime(Volatile.Read(ref movedAt)) < timeout / 2)
            {
                return;
            }

            timedOut = true;
        }

        Cancel();
    }

    private void Cancel()
    {
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
