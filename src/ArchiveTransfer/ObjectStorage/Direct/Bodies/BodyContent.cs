using System.Diagnostics;
using System.Net;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>A body on its way out. Tells whether it was the body or the connection that failed, and when the body began to flow.</summary>
internal abstract class BodyContent(long sentLength) : HttpContent
{
    private long begunAt;

    /// <summary>What reading the body threw; null: it was read, or the connection failed first.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Bytes of it may have left.</summary>
    public bool HasBegun => Volatile.Read(ref begunAt) != 0;

    /// <summary>From a point in time to the first byte; null: there was none.</summary>
    public TimeSpan? BegunAfter(long timestamp) => HasBegun ? Stopwatch.GetElapsedTime(timestamp, begunAt) : null;

    protected abstract Task SendAsync(WitnessStream target, CancellationToken cancellationToken);

    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected sealed override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Volatile.Write(ref begunAt, Stopwatch.GetTimestamp());
        var witness = new WitnessStream(stream);
        try
        {
            await SendAsync(witness, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!witness.HasFailed && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            Failure = e;
            throw;
        }
    }

    protected sealed override bool TryComputeLength(out long length)
    {
        length = sentLength;
        return true;
    }
}
