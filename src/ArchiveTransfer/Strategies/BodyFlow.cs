using System.IO.Pipelines;
using System.Security.Cryptography;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>
/// A range that flows from a GET into a write through a small window, never a buffer of its size. The last bytes are held back until the
/// source has ended where it should, so that a body of the wrong length is never whole at the destination.
/// </summary>
internal sealed class BodyFlow
{
    private const int WindowBytes = 256 * 1024;
    private const int ChunkBytes = 128 * 1024;

    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: WindowBytes, resumeWriterThreshold: WindowBytes / 2, minimumSegmentSize: ChunkBytes, useSynchronizationContext: false);

    private readonly Pipe pipe = new(Options);
    private readonly ObjectBody body;
    private readonly long length;
    private readonly IncrementalHash? hash;
    private readonly AttemptTimer timer;
    private readonly RequestCounters counters;
    private readonly Func<StoreError?>? whole;
    private StoreError? failure;
    private volatile bool isWhole;

    private BodyFlow(ObjectBody body, long length, IncrementalHash? hash, AttemptTimer timer, RequestCounters counters, Func<StoreError?>? whole) =>
        (this.body, this.length, this.hash, this.timer, this.counters, this.whole) = (body, length, hash, timer, counters, whole);

    /// <param name="hash">Takes every byte on its way; null: nobody wants to know.</param>
    /// <param name="whole">Called when every byte is here and the last ones are still held back; an error keeps them from the write, which then fails, else it may succeed from here on.</param>
    /// <param name="write">The request that takes the stream as its body.</param>
    public static async ValueTask<StoreResult<T>> RunAsync<T, TState>(
        ObjectBody body,
        long length,
        IncrementalHash? hash,
        AttemptTimer timer,
        RequestCounters counters,
        Func<StoreError?>? whole,
        Func<TState, StoreBody, CancellationToken, ValueTask<StoreResult<T>>> write,
        TState state)
    {
        var flow = new BodyFlow(body, length, hash, timer, counters, whole);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timer.Token);
        Task reading = flow.ReadAsync(stop.Token);
        StoreResult<T> result;
        try
        {
            using var stream = new FlowStream(flow.pipe.Reader, timer, counters);
            result = await write(state, StoreBody.Flowing(stream, length), timer.Token).ConfigureAwait(false);
        }
        catch (IOException exception) when (!flow.isWhole)
        {
            // What the body threw came through the store as it is.
            result = Fail(StoreErrorKind.Transient, StoreErrorCodes.BodyFailed, exception.Message);
        }
        finally
        {
            if (!flow.isWhole)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }

            await flow.pipe.Reader.CompleteAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }

        if (result.IsSuccess)
        {
            return flow.isWhole ? result : Fail(StoreErrorKind.Unknown, StoreErrorCodes.LengthMismatch, "the store answered before it had the whole body");
        }

        // A body cut off by the clock or by the caller says so itself; what the store made of it says less.
        timer.Token.ThrowIfCancellationRequested();
        return flow.failure ?? result;
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        Exception? end = null;
        try
        {
            isWhole = await CopyAsync(stop).ConfigureAwait(false) && (failure = whole?.Invoke()) is null;
        }
        catch (IOException exception)
        {
            failure = Fail(StoreErrorKind.Transient, StoreErrorCodes.ConnectionLost, exception.Message);
            end = exception;
        }
        catch (OperationCanceledException exception)
        {
            end = exception;
        }
        finally
        {
            await pipe.Writer.CompleteAsync(isWhole ? null : end ?? new IOException(failure?.Message ?? "the body is not to be had")).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> CopyAsync(CancellationToken stop)
    {
        long total = 0;
        while (total < length)
        {
            Memory<byte> target = pipe.Writer.GetMemory(ChunkBytes);
            int count = await body.Content.ReadAsync(target, stop).ConfigureAwait(false);
            if (count == 0)
            {
                failure = Fail(StoreErrorKind.Transient, StoreErrorCodes.LengthMismatch, $"the body ended after {total} of {length} bytes");
                return false;
            }

            counters.Received(count);
            timer.Progress();
            total += count;
            if (total > length)
            {
                break;
            }

            hash?.AppendData(target.Span[..count]);
            pipe.Writer.Advance(count);
            if (total < length && (await pipe.Writer.FlushAsync(stop).ConfigureAwait(false)).IsCompleted)
            {
                return false;
            }
        }

        if (total > length || await body.Content.ReadAsync(pipe.Writer.GetMemory(1), stop).ConfigureAwait(false) > 0)
        {
            failure = Fail(StoreErrorKind.Transient, StoreErrorCodes.LengthMismatch, $"the body went on after {length} bytes");
            return false;
        }

        return true;
    }

    private static StoreError Fail(StoreErrorKind kind, string code, string message) => new()
    {
        Operation = StoreOperation.GetObject,
        Kind = kind,
        Code = code,
        Message = message,
    };
}
