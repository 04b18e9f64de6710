namespace ArchiveTransfer.Execution;

/// <summary>
/// Knows whether another item can still come to a strategy that takes a stream: not while every busy worker waits for an item that such a
/// strategy has taken, and no other worker can bring a new object. Then <see cref="StrategyLane"/>s whose strategy asks for more end its items.
/// </summary>
internal sealed class WorkSupply
{
    private readonly List<StrategyLane> lanes = [];
    private int free;
    private int moving;
    private long queued;
    private bool planned;
    private int parked;

    /// <summary>Guards this and all lanes, so that what a lane does with an item and what it means for the others is one step.</summary>
    public object Gate { get; } = new();

    /// <summary>No item can come; read under <see cref="Gate"/>.</summary>
    public bool IsDry => moving == 0 && (free == 0 || (planned && queued == 0));

    /// <summary>Objects that workers hold and no strategy has taken yet, those that wait for a canary included.</summary>
    public int Waiting
    {
        get
        {
            lock (Gate)
            {
                return parked + lanes.Sum(static lane => lane.Waiting);
            }
        }
    }

    /// <summary>Workers that have no object yet.</summary>
    public void Open(int workers)
    {
        lock (Gate)
        {
            free = workers;
        }
    }

    /// <summary>An object is about to be queued.</summary>
    public void Queue()
    {
        lock (Gate)
        {
            queued++;
        }
    }

    /// <summary>An object could not be queued.</summary>
    public void Withdraw()
    {
        lock (Gate)
        {
            queued--;
            Changed();
        }
    }

    /// <summary>No object will be queued any more.</summary>
    public void Close()
    {
        lock (Gate)
        {
            planned = true;
            Changed();
        }
    }

    /// <summary>A worker has an object from the queue.</summary>
    public void Begin()
    {
        lock (Gate)
        {
            queued--;
            free--;
            moving++;
        }
    }

    /// <summary>A worker waits for what becomes of another object: until then it brings nothing, save to the lane where it waits for its turn.</summary>
    public void Park(StrategyLane? before)
    {
        lock (Gate)
        {
            before?.Expect(1);
            parked++;
            Hold();
        }
    }

    /// <summary>The worker goes on.</summary>
    public void Unpark(StrategyLane? before)
    {
        lock (Gate)
        {
            before?.Expect(-1);
            parked--;
            Release();
        }
    }

    /// <summary>A worker is done with its object.</summary>
    public void End()
    {
        lock (Gate)
        {
            moving--;
            free++;
            Changed();
        }
    }

    public void Add(StrategyLane lane)
    {
        lock (Gate)
        {
            lanes.Add(lane);
        }
    }

    /// <summary>A strategy took an item; called under <see cref="Gate"/>.</summary>
    public void Hold()
    {
        moving--;
        Changed();
    }

    /// <summary>An item that a strategy had taken is with its worker again; called under <see cref="Gate"/>.</summary>
    public void Release() => moving++;

    private void Changed()
    {
        if (IsDry)
        {
            foreach (StrategyLane lane in lanes)
            {
                lane.EndIfAsked();
            }
        }
    }
}
