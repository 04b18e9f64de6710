namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>So many at once, and who waits for it, in order. Guarded by the lock of its <see cref="EndpointLimiter"/>.</summary>
internal sealed class PlaceGate(int limit)
{
    private PlaceWaiter? first;
    private PlaceWaiter? last;
    private TimeSpan fullSince;
    private TimeSpan full;

    public int Limit { get; set; } = limit;

    public int InFlight { get; private set; }

    public bool HasRoom => InFlight < Limit;

    public bool IsAwaited => first is not null;

    public void Enter(TimeSpan now)
    {
        if (++InFlight == Limit)
        {
            fullSince = now;
        }
    }

    public void Leave(TimeSpan now)
    {
        if (InFlight-- == Limit)
        {
            full += now - fullSince;
        }
    }

    /// <summary>Time without room so far. Of a gate whose limit stands.</summary>
    public TimeSpan FullUntil(TimeSpan now) => HasRoom ? full : full + (now - fullSince);

    public void Enqueue(PlaceWaiter waiter)
    {
        (waiter.At, waiter.Previous, waiter.Next) = (this, last, null);
        if (last is null)
        {
            first = waiter;
        }
        else
        {
            last.Next = waiter;
        }

        last = waiter;
    }

    public PlaceWaiter? Dequeue()
    {
        PlaceWaiter? waiter = first;
        if (waiter is not null)
        {
            Remove(waiter);
        }

        return waiter;
    }

    public void Remove(PlaceWaiter waiter)
    {
        if (waiter.Previous is { } previous)
        {
            previous.Next = waiter.Next;
        }
        else
        {
            first = waiter.Next;
        }

        if (waiter.Next is { } next)
        {
            next.Previous = waiter.Previous;
        }
        else
        {
            last = waiter.Previous;
        }

        (waiter.At, waiter.Previous, waiter.Next) = (null, null, null);
    }
}
