using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Seeding;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Latency, bandwidth, the rate of copies and the rate of requests.</summary>
internal sealed class NetworkShaper(Store store, CancellationToken stopping)
{
    private const int JittersRemembered = 100_000;
    private const int CopySlicesPerSecond = 10;

    private static readonly object[] ConnectionKeys = [new(), new()];
    private readonly LinkSchedule[] _host = [new(), new()];
    private readonly LinkSchedule _copies = new();
    private readonly PartitionThrottle _throttle = new();
    private readonly Pacer _pacer = new(store.Options.TimeProvider, stopping);
    private readonly LearnedTime _acting = new();
    private readonly AttemptTable<int> _jitters = new(JittersRemembered);
    private S3Shaping _shape = ShapingCheck.Checked(store.Options.Shaping);

    public S3Shaping Shape
    {
        get => _shape;
        set => _shape = ShapingCheck.Checked(value);
    }

    public TimeSpan Now => _pacer.Now;

    /// <summary>Takes one request out of its partition's; false: none is left.</summary>
    public bool TryAdmit(Exchange exchange)
    {
        var method = exchange.Http.Request.Method;
        return _throttle.TryAdmit(Shape, HttpMethods.IsGet(method) || HttpMethods.IsHead(method), exchange.Target, Now);
    }

    // A store does not notice that the client has gone away: a request sent is acted on, however late.
    public async ValueTask WaitBeforeActingAsync(Exchange exchange)
    {
        var shape = Shape;
        var latency = shape.OperationLatency.Count > 0 && shape.OperationLatency.TryGetValue(OperationNames.Of(exchange.Operation), out var own)
            ? own
            : shape.Latency;
        if (shape.Jitter > TimeSpan.Zero)
        {
            latency += shape.Jitter * DrawJitter(exchange);
        }

        if (latency > TimeSpan.Zero)
        {
            await _pacer.WaitUntilAsync(exchange.Arrived + latency - _acting.Value).ConfigureAwait(false);
            exchange.ActingSince = Now;
        }
    }

    /// <summary>Learns how long it takes to act, where nothing is to be waited for meanwhile: that is part of the latency too.</summary>
    public void Acted(Exchange exchange)
    {
        var waitsForNothing = exchange.Operation is S3Operation.HeadObject or S3Operation.GetObject or S3Operation.DeleteObject
            || (exchange.Operation == S3Operation.CopyObject && exchange.Request is { HasWaited: false });
        if (exchange.ActingSince is { } since && waitsForNothing)
        {
            _acting.Learn(Now - since);
        }
    }

    /// <summary>Waits until a copy inside the store that began then is made.</summary>
    /// <returns>Whether there was anything to wait for.</returns>
    public async ValueTask<bool> CopyAsync(long bytes, TimeSpan begun, bool crossesRegions = false)
    {
        var shape = Shape;
        if (bytes == 0 || (crossesRegions ? shape.CrossRegionCopyBytesPerSecond : shape.CopyBytesPerSecond) is not { } rate)
        {
            return false;
        }

        // In slices, so that many copies share the bandwidth of the store evenly.
        var slice = Math.Max(1, rate / CopySlicesPerSecond);
        var late = TimeSpan.Zero;
        var hasWaited = false;
        _copies.Open(begun);
        try
        {
            for (long copied = 0; copied < bytes; copied += slice)
            {
                var piece = Math.Min(slice, bytes - copied);
                var own = begun + TimeSpan.FromSeconds((double)(copied + piece) / rate);
                var shared = _copies.Book(Now, piece, shape.TotalCopyBytesPerSecond!.Value, late);
                var due = own > shared ? own : shared;
                hasWaited |= await _pacer.WaitUntilAsync(due).ConfigureAwait(false);
                late = Now > due ? Now - due : TimeSpan.Zero;
            }
        }
        finally
        {
            _copies.Close();
        }

        return hasWaited;
    }

    /// <summary>A body of this connection, to be disposed when it is through; the drip is one more limit; null: no limit at all.</summary>
    public Transfer? Begin(HttpContext http, Direction direction, long? drip = null)
    {
        var shape = Shape;
        var (host, connection) = direction == Direction.Up
            ? (shape.UploadBytesPerSecond, shape.UploadBytesPerSecondPerConnection)
            : (shape.DownloadBytesPerSecond, shape.DownloadBytesPerSecondPerConnection);
        if (host is null && connection is null && drip is null)
        {
            return null;
        }

        var links = new List<(LinkSchedule, long)>(3);
        if (host is { } hostRate)
        {
            links.Add((_host[(int)direction], hostRate));
        }

        if (connection is { } connectionRate)
        {
            links.Add((LinkOf(http, direction), connectionRate));
        }

        if (drip is { } dripRate)
        {
            links.Add((new LinkSchedule(), dripRate));
        }

        return new Transfer(_pacer, [.. links]);
    }

    private static LinkSchedule LinkOf(HttpContext http, Direction direction)
    {
        var items = http.Features.Get<IConnectionItemsFeature>()!.Items;
        var key = ConnectionKeys[(int)direction];
        if (!items.TryGetValue(key, out var link))
        {
            items[key] = link = new LinkSchedule();
        }

        return (LinkSchedule)link!;
    }

    private double DrawJitter(Exchange exchange)
    {
        var identity = RequestIdentity.Of(exchange);
        int attempt;
        lock (_jitters)
        {
            attempt = _jitters.Of(identity)++;
        }

        return StableHash.Start.Add(store.Options.Seed).Add("jitter").Add((long)identity).Add(attempt).Fraction;
    }
}
