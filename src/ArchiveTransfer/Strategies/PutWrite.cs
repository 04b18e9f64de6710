using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>An object put in one request, its MD5 compared with what the store says it got.</summary>
internal abstract class PutWrite(ObjectWork work) : VisibleWrite(work, StoreOperation.PutObject)
{
    private WrittenObject? doubted;

    /// <summary>MD5 of the bytes that were sent last, lower-case hex; null: nobody could compare it.</summary>
    public string? Md5 { get; protected set; }

    /// <summary>An object that was written and is not right, for whoever removes it.</summary>
    public WrittenObject? Doubted => doubted;

    protected sealed override string? ExpectedETag => Md5 ?? Work.Item.Source.ETag;

    protected sealed override async ValueTask<StoreResult<WrittenObject>> SendAsync(AttemptTimer timer)
    {
        StoreResult<WrittenObject> result = await PutAsync(timer).ConfigureAwait(false);
        if (result.Error is { } error)
        {
            // The object that is in the way is our own.
            return doubted is not null && error.IsPreconditionFailed ? Mismatch(doubted, StoreErrorKind.Permanent) : result;
        }

        WrittenObject written = result.Value;
        if (Md5 is null || written.HasOpaqueETag || Work.DestinationIsOpaque || !EntityTag.LooksLikeMd5(written.ETag) || EntityTag.ProveEqual(Md5, written.ETag))
        {
            return result;
        }

        if (await IsOpaqueAsync(written, timer).ConfigureAwait(false))
        {
            Work.Run.ETags.Learn(opaque: true);
            return result;
        }

        doubted = written;
        return Mismatch(written, StoreErrorKind.Transient);
    }

    protected abstract ValueTask<StoreResult<WrittenObject>> PutAsync(AttemptTimer timer);

    /// <summary>The same bytes twice and two ETags: they are no MD5. Or the object's headers say so, which the answer to a put need not.</summary>
    private async ValueTask<bool> IsOpaqueAsync(WrittenObject written, AttemptTimer timer)
    {
        if (doubted is not null && doubted.ETag != written.ETag)
        {
            return true;
        }

        StoreResult<ObjectHead> head = await Work.Run.Destination.HeadAsync(new HeadRequest(Work.Destination), timer.Token).ConfigureAwait(false);
        return head is { IsSuccess: true, Value.HasOpaqueETag: true };
    }

    private StoreError Mismatch(WrittenObject written, StoreErrorKind kind) => new()
    {
        Operation = StoreOperation.PutObject,
        Kind = kind,
        Code = StoreErrorCodes.ContentMismatch,
        Message = $"bytes with MD5 {Md5} were sent, the store has {written.ETag}",
    };
}
