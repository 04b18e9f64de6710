namespace ArchiveTransfer.Simulator;

/// <summary>A clock that moves by being waited for and by nothing else: a delay ends at once and takes the clock to its end, or a little further where timers are late.</summary>
internal sealed class SwiftClock(TimeSpan late = default) : TimeProvider
{
    private long _ticks = ManualClock.Start.Ticks;

    public TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks) - ManualClock.Start.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Advance(dueTime + late);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How far the clock moves meanwhile.</summary>
    public async Task<TimeSpan> MeasureAsync(Func<Task> action)
    {
        var start = Passed;
        await action();
        return Passed - start;
    }
}
