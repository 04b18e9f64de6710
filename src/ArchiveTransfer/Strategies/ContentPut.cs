using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>Content at hand, put in one request: a staged file, or nothing at all.</summary>
internal sealed class ContentPut : PutWrite
{
    private readonly StagedFile? file;
    private readonly WriteAttributes attributes;
    private readonly string? sha256;

    /// <param name="file">Null: an empty object.</param>
    /// <param name="sha256">Of the file; null: not known.</param>
    public ContentPut(ObjectWork work, StagedFile? file, WriteAttributes attributes, string? md5, string? sha256 = null)
        : base(work) => (this.file, this.attributes, Md5, this.sha256) = (file, attributes, md5, sha256);

    /// <summary>An object without bytes: no range of it can be read.</summary>
    public static async ValueTask<TransferAttempt> PutEmptyAsync(ObjectWork work, CancellationToken cancellationToken)
    {
        StoreResult<ObjectHead> head = await SourceObject.HeadAsync(work, work.Item.Source.ETag, cancellationToken).ConfigureAwait(false);
        if (head.Error is { } unseen)
        {
            return work.Failed(unseen);
        }

        StoreResult<WriteAttributes> attributes = await SourceObject.AttributesAsync(work, head.Value, cancellationToken).ConfigureAwait(false);
        if (attributes.Error is { } unreadable)
        {
            return work.Failed(unreadable);
        }

        var put = new ContentPut(work, file: null, attributes.Value, ContentDigest.Md5([]));
        StoreResult<WrittenObject> written = await put.RunAsync(timeout: null, cancellationToken).ConfigureAwait(false);
        return ContentJudge.Attempt(work, written, put);
    }

    protected override async ValueTask<StoreResult<WrittenObject>> PutAsync(AttemptTimer timer)
    {
        await Work.Run.Outgoing.WaitAsync(file?.Length ?? 0, timer).ConfigureAwait(false);
        using StagedRange? range = file is null ? null : new StagedRange(file, 0, file.Length, timer, Work.Run.Counters);
        StoreBody body = range is null ? StoreBody.Buffered(default) : StoreBody.Seekable(range, range.Length, sha256);
        Dispatched();
        StoreResult<WrittenObject> result = await Work.Run.Destination
            .PutAsync(new PutRequest(Work.Destination, body, attributes, IfNoneMatch), timer.Token)
            .ConfigureAwait(false);

        if (result.Error is not null)
        {
            file?.ThrowIfFailed();
        }

        return result;
    }
}
