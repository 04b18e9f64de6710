using System.Buffers;
using System.Security.Cryptography;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>An object on its way to disk: ranges side by side, each hashed as it passes and repeated on its own.</summary>
internal sealed class StagedDownload(ObjectWork work, PartPlan plan, StagedFile file)
{
    /// <summary>Ranges of one object in flight.</summary>
    private const int Parallelism = 8;

    private const int ChunkBytes = 128 * 1024;

    private readonly string?[] digests = new string?[plan.Count];
    private readonly string?[] payloads = new string?[plan.Count];
    private ObjectHead? head;

    /// <summary>Headers of the source, told by the ranges.</summary>
    public ObjectHead Head => head ?? throw new InvalidOperationException("Nothing was downloaded.");

    /// <summary>MD5 of a range; null: not hashed.</summary>
    public string? DigestOf(int index) => digests[index];

    /// <summary>SHA-256 of a range; null: not hashed.</summary>
    public string? PayloadOf(int index) => payloads[index];

    /// <summary>Downloads and verifies; content that contradicts the source's ETag is fetched again as often as retries allow.</summary>
    public async ValueTask<StoreError?> RunAsync(CancellationToken cancellationToken)
    {
        var source = new SourceDigest(work);
        for (int attempt = 0; ; attempt++)
        {
            StoreError? error = await PartPump.RunAsync(
                plan.Count,
                Math.Min(Parallelism, work.Run.SourceSender.Places.Ceiling),
                async (index, token) => (await FetchAsync(index, token).ConfigureAwait(false)).Error,
                cancellationToken).ConfigureAwait(false);

            if (error is not null)
            {
                return error;
            }

            error = source.Check(await HashWholeAsync(cancellationToken).ConfigureAwait(false), Head);
            if (error is null || attempt >= work.Run.Options.Retry.MaxRetryAttempts)
            {
                return error is null ? null : error with { Exhausted = true };
            }

            work.Tally.Retry();
            work.Run.Counters.Retry();
        }
    }

    private ValueTask<StoreResult<bool>> FetchAsync(int index, CancellationToken cancellationToken) =>
        work.Run.SourceSender.SendAsync(
            StoreOperation.GetObject,
            static (call, timer) => call.Self.FetchOnceAsync(call.Index, timer),
            (Self: this, Index: index),
            work.Tally,
            UnitOptions.Repeatable with { At = work.Source },
            cancellationToken);

    private async ValueTask<StoreResult<bool>> FetchOnceAsync(int index, AttemptTimer timer)
    {
        StoreResult<ObjectBody> opened = await SourceRange.OpenAsync(work, plan.OffsetOf(index), plan.LengthOf(index), work.Item.Source.ETag ?? head?.ETag, timer).ConfigureAwait(false);
        if (opened.Error is { } refused)
        {
            return refused;
        }

        using ObjectBody body = opened.Value;
        Interlocked.CompareExchange(ref head, body.Head, null);
        if (SourceObject.Unreadable(work, body.Head) is { } unreadable)
        {
            return unreadable;
        }

        // Ranges of two versions, when no ETag was listed to ask for one.
        if (SourceObject.Changed(StoreOperation.GetObject, work.Item, body.Head, head.ETag) is { } changed)
        {
            return changed;
        }

        using IncrementalHash? hash = ContentDigest.Begin(work, whole: plan.Count == 1);
        using IncrementalHash? payload = ContentDigest.BeginPayload(work);
        StoreError? broken = await SaveAsync(body, index, hash, payload, timer).ConfigureAwait(false);
        if (broken is not null)
        {
            return broken;
        }

        digests[index] = ContentDigest.End(hash);
        payloads[index] = ContentDigest.End(payload);
        return true;
    }

    private async ValueTask<StoreError?> SaveAsync(ObjectBody body, int index, IncrementalHash? hash, IncrementalHash? payload, AttemptTimer timer)
    {
        long offset = plan.OffsetOf(index);
        long left = plan.LengthOf(index);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (true)
            {
                int count = await FillAsync(body, buffer, timer).ConfigureAwait(false);
                if (count < 0)
                {
                    return Broken(StoreErrorCodes.ConnectionLost, "the connection broke");
                }

                left -= count;
                if (left < 0 || (count == 0 && left > 0))
                {
                    return Broken(StoreErrorCodes.LengthMismatch, $"{(left < 0 ? "more" : "fewer")} bytes than the {plan.LengthOf(index)} of the range");
                }

                if (count == 0)
                {
                    return null;
                }

                hash?.AppendData(buffer, 0, count);
                payload?.AppendData(buffer, 0, count);
                await file.WriteAsync(buffer.AsMemory(0, count), offset, timer.Token).ConfigureAwait(false);
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Until the buffer is full or the body ends: over TLS no more than 16 KiB come at once, and each write is a call to the system.</summary>
    private async ValueTask<int> FillAsync(ObjectBody body, Memory<byte> buffer, AttemptTimer timer)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int count = await ReadAsync(body, buffer[filled..], timer).ConfigureAwait(false);
            if (count < 0)
            {
                return -1;
            }

            if (count == 0)
            {
                break;
            }

            filled += count;
        }

        return filled;
    }

    /// <summary>Apart from the disk's own, whose exceptions mean something else.</summary>
    private async ValueTask<int> ReadAsync(ObjectBody body, Memory<byte> buffer, AttemptTimer timer)
    {
        try
        {
            int count = await body.Content.ReadAsync(buffer, timer.Token).ConfigureAwait(false);
            work.Run.Counters.Received(count);
            timer.Progress();
            return count;
        }
        catch (IOException)
        {
            return -1;
        }
    }

    private async ValueTask<string?> HashWholeAsync(CancellationToken cancellationToken)
    {
        if (plan.Count == 1)
        {
            return digests[0];
        }

        return EntityTag.LooksLikeMd5(work.Item.Source.ETag) && !work.Run.SourceETags.IsOpaque ? await file.HashAsync(cancellationToken).ConfigureAwait(false) : null;
    }

    private static StoreError Broken(string code, string message) => new()
    {
        Operation = StoreOperation.GetObject,
        Kind = StoreErrorKind.Transient,
        Code = code,
        Message = message,
    };
}
