using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Latency, bandwidth and the rate of requests.</summary>
internal sealed class NetworkShaper(Store store, CancellationToken stopping)
{
    private static readonly object BudgetKey = new();
    private readonly TimeProvider _clock = store.Options.TimeProvider;
    private readonly ByteBudget _all = new(store.Options.TimeProvider);
    private readonly object _gate = new();
    private long _secondStart;
    private int _requestsThisSecond;

    public S3Shaping Shape { get; set; } = store.Options.Shaping;

    /// <summary>Takes one request out of this second's; false: none is left.</summary>
    public bool TryAdmit()
    {
        if (Shape.RequestsPerSecond is not { } limit)
        {
            return true;
        }

        lock (_gate)
        {
            if (_secondStart == 0 || _clock.GetElapsedTime(_secondStart) >= TimeSpan.FromSeconds(1))
            {
                _secondStart = _clock.GetTimestamp();
                _requestsThisSecond = 0;
            }

            return ++_requestsThisSecond <= limit;
        }
    }

    // A store does not notice that the client has gone away: a request sent is acted on, however late.
    public Task WaitBeforeActingAsync(S3Operation operation)
    {
        var shape = Shape;
        var delay = shape.OperationLatency.TryGetValue(OperationNames.Of(operation), out var latency) ? latency : shape.Latency;
        return WaitAsync(shape.Jitter > TimeSpan.Zero ? delay + (shape.Jitter * store.RandomFraction()) : delay);
    }

    public Task CopyAsync(long bytes) =>
        Shape.CopyBytesPerSecond is { } rate ? WaitAsync(TimeSpan.FromSeconds((double)bytes / rate)) : Task.CompletedTask;

    public Task TransferAsync(HttpContext http, long bytes)
    {
        var shape = Shape;
        var delay = shape.BytesPerSecond is { } rate ? _all.Book(bytes, rate) : TimeSpan.Zero;
        if (shape.BytesPerSecondPerConnection is { } connectionRate && http.Features.Get<IConnectionItemsFeature>() is { } connection)
        {
            if (!connection.Items.TryGetValue(BudgetKey, out var budget))
            {
                connection.Items[BudgetKey] = budget = new ByteBudget(_clock);
            }

            var own = ((ByteBudget)budget!).Book(bytes, connectionRate);
            delay = own > delay ? own : delay;
        }

        return WaitAsync(delay);
    }

    private Task WaitAsync(TimeSpan delay) => delay > TimeSpan.Zero ? Task.Delay(delay, _clock, stopping) : Task.CompletedTask;
}
