namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// The limits of one endpoint: a limiter for each bucket, for writes and for reads, each with its hot leaves, and the shares of runs that cap
/// themselves. A request takes all it needs in one step or waits for what is missing, holding nothing. One short lock guards it all.
/// </summary>
internal sealed class EndpointLimiter(string name, TimeProvider time)
{
    /// <summary>Buckets and directions remembered beyond those that are in use.</summary>
    private const int MostIdle = 256;

    private const int MostSpareWaiters = 1_024;

    private readonly object gate = new();
    private readonly Dictionary<(string Bucket, bool Writes), ConcurrencyLimiter> limiters = [];
    private PlaceWaiter? spare;
    private int spares;

    /// <summary>Scheme, host and port, or what stands for all of AWS.</summary>
    public string Name => name;

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Takes a place, or waits for one.</summary>
    /// <param name="start">First guess for a bucket that nothing is known of.</param>
    /// <param name="share">What the request's run allows itself; null: no more than the store allows.</param>
    /// <param name="key">Null: of no leaf.</param>
    public ValueTask<Place> EnterAsync(string bucket, bool writes, int start, PlaceGate? share, string? key, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Place>(cancellationToken);
        }

        PlaceWaiter waiter;
        lock (gate)
        {
            TimeSpan now = Now;
            ConcurrencyLimiter limiter = Of(bucket, writes, start, now);
            if (TryTake(limiter, share, key, now, out Place place) is not { } full)
            {
                return new ValueTask<Place>(place);
            }

            waiter = Rent();
            waiter.Begin(limiter, share, key, cancellationToken);
            full.Enqueue(waiter);
        }

        return waiter.WaitAsync();
    }

    public void Leave(in Place place, PlaceOutcome outcome)
    {
        lock (gate)
        {
            TimeSpan now = Now;
            place.Limiter!.Leave(place, outcome, now);
            place.Share?.Leave(now);
            if (place.Leaf is { } leaf)
            {
                Dispatch(leaf.Gate, now);
            }

            Dispatch(place.Limiter.Gate, now);
            if (place.Share is { } share)
            {
                Dispatch(share, now);
            }
        }
    }

    /// <summary>What became of a request that takes no place: a listing, or what a strategy of the user's sent.</summary>
    public void Note(string bucket, bool writes, int start, string? key, PlaceOutcome outcome, TimeSpan sentAt)
    {
        lock (gate)
        {
            TimeSpan now = Now;
            ConcurrencyLimiter limiter = Of(bucket, writes, start, now);
            limiter.Note(key, outcome, sentAt, now);

            // A leaf that is known to be hot gives back what the bucket lost by it.
            Dispatch(limiter.Gate, now);
        }
    }

    /// <summary>When a request for this key was last answered, or one beside it; null: never.</summary>
    public TimeSpan? ProgressAt(string bucket, bool writes, string? key)
    {
        lock (gate)
        {
            TimeSpan at = limiters.TryGetValue((bucket, writes), out ConcurrencyLimiter? limiter) ? limiter.ProgressAt(key) : TimeSpan.MinValue;
            return at == TimeSpan.MinValue ? null : at;
        }
    }

    public int LimitOf(string bucket, bool writes, int start)
    {
        lock (gate)
        {
            return Of(bucket, writes, start, Now).Gate.Limit;
        }
    }

    public TimeSpan FullTimeOf(PlaceGate share)
    {
        lock (gate)
        {
            return share.FullUntil(Now);
        }
    }

    /// <summary>What can be seen of it.</summary>
    public void Read(List<LimiterReading> readings)
    {
        lock (gate)
        {
            foreach (ConcurrencyLimiter limiter in limiters.Values)
            {
                readings.Add(new LimiterReading(name, limiter.Bucket, limiter.Writes, limiter.Gate.Limit, limiter.Gate.InFlight, limiter.Leaves.Hot));
            }
        }
    }

    /// <summary>A request waits no longer, unless it was answered at the same moment.</summary>
    public void Withdraw(PlaceWaiter waiter)
    {
        lock (gate)
        {
            if (waiter.At is { } at)
            {
                at.Remove(waiter);
                waiter.Refuse();
            }
        }
    }

    /// <summary>A waiter that nobody awaits any more.</summary>
    public void Return(PlaceWaiter waiter)
    {
        lock (gate)
        {
            if (spares < MostSpareWaiters)
            {
                (waiter.Next, spare) = (spare, waiter);
                spares++;
            }
        }
    }

    private PlaceWaiter Rent()
    {
        if (spare is not { } waiter)
        {
            return new PlaceWaiter(this);
        }

        (spare, waiter.Next) = (waiter.Next, null);
        spares--;
        return waiter;
    }

    private ConcurrencyLimiter Of(string bucket, bool writes, int start, TimeSpan now)
    {
        if (!limiters.TryGetValue((bucket, writes), out ConcurrencyLimiter? limiter))
        {
            if (limiters.Count >= MostIdle)
            {
                ForgetIdle();
            }

            limiter = new ConcurrencyLimiter(this, bucket, writes, start, OptionLimits.MaxConcurrency, now);
            limiters.Add((bucket, writes), limiter);
        }

        limiter.Suggest(start, now);
        return limiter;
    }

    /// <summary>Forgets the half that was used the longest ago, those in use excepted.</summary>
    private void ForgetIdle()
    {
        foreach (ConcurrencyLimiter idle in limiters.Values.Where(static limiter => limiter.IsIdle).OrderBy(static limiter => limiter.UsedAt).Take(MostIdle / 2).ToList())
        {
            limiters.Remove((idle.Bucket, idle.Writes));
        }
    }

    /// <summary>The narrowest gate first. Null: taken; else the gate without room.</summary>
    private static PlaceGate? TryTake(ConcurrencyLimiter limiter, PlaceGate? share, string? key, TimeSpan now, out Place place)
    {
        LeafLimiter? leaf = limiter.Leaves.Find(key);
        PlaceGate? full = leaf is { Gate.HasRoom: false } ? leaf.Gate
            : !limiter.Gate.HasRoom ? limiter.Gate
            : share is { HasRoom: false } ? share
            : null;
        place = default;
        if (full is null)
        {
            limiter.Enter(leaf, now);
            share?.Enter(now);
            place = new Place(limiter, leaf, share, key, now);
        }

        return full;
    }

    /// <summary>Gives free places to those that wait at a gate. One that lacks another place goes and waits there: whoever has that one leaves it one day. So a gate with room has nobody waiting.</summary>
    private static void Dispatch(PlaceGate at, TimeSpan now)
    {
        while (at.HasRoom && at.Dequeue() is { } waiter)
        {
            if (TryTake(waiter.Limiter, waiter.Share, waiter.Key, now, out Place place) is { } full)
            {
                full.Enqueue(waiter);
            }
            else
            {
                waiter.Grant(place);
            }
        }
    }
}
