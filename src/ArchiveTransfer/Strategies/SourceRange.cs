using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>Opens ranges of a source, pinned to the version that was planned and of the length that was asked for.</summary>
internal static class SourceRange
{
    public static async ValueTask<StoreResult<ObjectBody>> OpenAsync(ObjectWork work, long offset, long length, string? pinnedETag, AttemptTimer timer)
    {
        StoreResult<ObjectBody> opened = await work.Run.Source.GetAsync(new GetRequest(work.Source, offset, length, pinnedETag), timer.Token).ConfigureAwait(false);
        if (opened.Error is { } refused)
        {
            // Reading again harms nobody: an answer that was lost is an answer to ask for again.
            return refused.Kind == StoreErrorKind.Unknown ? refused with { Kind = StoreErrorKind.Transient } : refused;
        }

        ObjectBody body = opened.Value;
        StoreError? error = SourceObject.Changed(StoreOperation.GetObject, work.Item, body.Head, pinnedETag) ?? (body.Length == length ? null : new StoreError
        {
            Operation = StoreOperation.GetObject,
            Kind = StoreErrorKind.Transient,
            Code = StoreErrorCodes.LengthMismatch,
            Message = $"a range of {length} bytes was answered with {body.Length}",
        });

        if (error is null)
        {
            return work.Run.Incoming.IsSet ? body.Through(content => new LimitedStream(content, work.Run.Incoming, timer)) : body;
        }

        body.Dispose();
        return error;
    }

    /// <summary>Reads a body into memory, to its end and no further.</summary>
    public static async ValueTask<StoreError?> FillAsync(ObjectBody body, Memory<byte> target, RequestCounters counters, AttemptTimer timer)
    {
        int total = 0;
        byte[]? beyond = null;
        try
        {
            while (true)
            {
                Memory<byte> rest = total < target.Length ? target[total..] : beyond ??= new byte[1];
                int count = await body.Content.ReadAsync(rest, timer.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                counters.Received(count);
                timer.Progress();
                total += count;
                if (total > target.Length)
                {
                    break;
                }
            }
        }
        catch (IOException exception)
        {
            return Broken(StoreErrorCodes.ConnectionLost, exception.Message);
        }

        return total == target.Length ? null : Broken(StoreErrorCodes.LengthMismatch, $"{(total < target.Length ? "fewer" : "more")} bytes than the {target.Length} of the object");
    }

    private static StoreError Broken(string code, string message) => new()
    {
        Operation = StoreOperation.GetObject,
        Kind = StoreErrorKind.Transient,
        Code = code,
        Message = message,
    };
}
