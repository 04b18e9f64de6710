using System.Collections.Concurrent;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Takes requests one by one, writes them down, and lets them fail on order.</summary>
internal abstract class FaultyStore(TestTime time, TimeSpan attemptTimeout)
{
    private readonly ConcurrentQueue<FakeFault> faults = new();
    private int callNumber;

    /// <summary>Called with each request before it acts; may cancel.</summary>
    public Action<FakeCall>? OnRequest { get; set; }

    /// <summary>Called when a request has acted and before its answer; may cancel.</summary>
    public Action<FakeCall>? OnActed { get; set; }

    public ConcurrentQueue<FakeCall> Calls { get; } = new();

    public string[] Log => [.. Calls.Select(call => call.ToString())];

    /// <summary>Held while a request acts.</summary>
    protected object Gate { get; } = new();

    protected TestTime Time => time;

    public void Add(FakeFault fault) => faults.Enqueue(fault);

    public int Count(StoreOperation operation) => Calls.Count(call => call.Operation == operation);

    public async Task HangAsync(CancellationToken cancellationToken)
    {
        // Time goes on for as long as it hangs: what the other side of a flow still does may set a limit anew after the first step.
        while (true)
        {
            time.Advance(attemptTimeout);
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

#pragma warning disable CA1068 // What the request does is read best at the end.
    protected async ValueTask<StoreResult<T>> CallAsync<T>(
        StoreOperation operation,
        string bucket,
        string key,
        int part,
        CancellationToken cancellationToken,
        Func<StoreResult<T>> act,
        Action<FakeFault?>? scripted = null,
        Func<FakeFault?, Task>? beforeActing = null)
#pragma warning restore CA1068
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new FakeCall(Interlocked.Increment(ref callNumber), operation, bucket, key, part);
        Calls.Enqueue(call);
        await Task.Yield();
        OnRequest?.Invoke(call);
        cancellationToken.ThrowIfCancellationRequested();

        FakeFault? fault = faults.FirstOrDefault(candidate => candidate.Take(call));
        scripted?.Invoke(fault);
        bool passes = fault is null or { Error: null, Hangs: false } or { BreaksAt: not null };
        if (!passes && !fault!.Acts)
        {
            if (beforeActing is not null && fault is { TakesBody: true } and ({ Hangs: true } or { Error.Kind: StoreErrorKind.Unknown }))
            {
                await beforeActing(fault);
            }

            fault.Then?.Invoke();
            return fault.Hangs ? await HungAsync<T>(cancellationToken) : fault.Error!;
        }

        if (beforeActing is not null)
        {
            await beforeActing(fault);
        }

        StoreResult<T> result;
        lock (Gate)
        {
            result = act();
        }

        OnActed?.Invoke(call);
        cancellationToken.ThrowIfCancellationRequested();
        if (passes)
        {
            return result;
        }

        fault!.Then?.Invoke();
        return fault.Hangs ? await HungAsync<T>(cancellationToken) : fault.Error!;
    }

    private async Task<StoreResult<T>> HungAsync<T>(CancellationToken cancellationToken)
    {
        await HangAsync(cancellationToken);
        throw new InvalidOperationException("Nothing ended the wait.");
    }
}
