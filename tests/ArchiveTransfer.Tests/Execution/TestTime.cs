namespace ArchiveTransfer.Execution;

/// <summary>A clock moved by hand. Short timers, which are delays between attempts, fire at once and move it; long ones, which are time limits, wait for <see cref="Advance"/>.</summary>
internal sealed class TestTime : TimeProvider
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    private readonly object gate = new();
    private readonly List<TestTimer> waiting = [];
    private DateTimeOffset now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        TestTimer[] due;
        lock (gate)
        {
            now += by;
            due = waiting.Where(timer => timer.Due <= now).ToArray();
            waiting.RemoveAll(timer => due.Contains(timer));
        }

        foreach (TestTimer timer in due)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Set(TestTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            waiting.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (dueTime > LongestDelay)
            {
                timer.Due = now + dueTime;
                waiting.Add(timer);
                return;
            }

            now += dueTime;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), timer, preferLocal: false);
    }

    private sealed class TestTimer(TestTime time, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool disposed;

        public DateTimeOffset Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (!disposed)
            {
                time.Set(this, dueTime);
            }

            return !disposed;
        }

        public void Fire()
        {
            if (!disposed)
            {
                callback(state);
            }
        }

        public void Dispose()
        {
            disposed = true;
            time.Set(this, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
