using System.Threading.Tasks.Sources;

namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>One request that waits for its place; used again for others. Its fields are guarded by the lock of its <see cref="EndpointLimiter"/>.</summary>
internal sealed class PlaceWaiter(EndpointLimiter endpoint) : IValueTaskSource<Place>
{
    private ManualResetValueTaskSourceCore<Place> core = new() { RunContinuationsAsynchronously = true };
    private CancellationToken cancellation;
    private CancellationTokenRegistration registration;

    /// <summary>The gate it waits at; null: none, it has been answered.</summary>
    public PlaceGate? At { get; set; }

    public PlaceWaiter? Previous { get; set; }

    public PlaceWaiter? Next { get; set; }

    public ConcurrencyLimiter Limiter { get; private set; } = null!;

    public PlaceGate? Share { get; private set; }

    public string? Key { get; private set; }

    public void Begin(ConcurrencyLimiter limiter, PlaceGate? share, string? key, CancellationToken cancellationToken) =>
        (Limiter, Share, Key, cancellation) = (limiter, share, key, cancellationToken);

    /// <summary>What the request awaits. Called without the lock: a token that has fired calls back at once.</summary>
    public ValueTask<Place> WaitAsync()
    {
        registration = cancellation.UnsafeRegister(static state => ((PlaceWaiter)state!).Cancel(), this);
        return new ValueTask<Place>(this, core.Version);
    }

    public void Grant(Place place) => core.SetResult(place);

    public void Refuse() => core.SetException(new OperationCanceledException(cancellation));

    public Place GetResult(short token)
    {
        // Nobody but the registration can still reach it, and disposing waits for a callback under way.
        registration.Dispose();
        try
        {
            return core.GetResult(token);
        }
        finally
        {
            core.Reset();
            (Limiter, Share, Key, cancellation, registration) = (null!, null, null, default, default);
            endpoint.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);

    private void Cancel() => endpoint.Withdraw(this);
}
