namespace ArchiveTransfer.S5cmd;

/// <summary>A clock whose long delays last until they are released, all at once.</summary>
internal sealed class HeldClock : TimeProvider
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<HeldTimer> _held = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    /// <summary>Until so many delays are held at once.</summary>
    public Task WaitForHeldAsync(int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            Announce();
            return reached.Task;
        }
    }

    public void Release()
    {
        HeldTimer[] released;
        lock (_lock)
        {
            released = [.. _held];
            _held.Clear();
        }

        foreach (var timer in released)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < Long)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        lock (_lock)
        {
            var timer = new HeldTimer(() => callback(state), Remove);
            _held.Add(timer);
            Announce();
            return timer;
        }
    }

    private void Remove(HeldTimer timer)
    {
        lock (_lock)
        {
            _held.Remove(timer);
        }
    }

    private void Announce()
    {
        foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _held.Count))
        {
            reached.TrySetResult();
        }
    }

    private sealed class HeldTimer(Action fire, Action<HeldTimer> remove) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
