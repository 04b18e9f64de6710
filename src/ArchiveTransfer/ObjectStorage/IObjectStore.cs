namespace ArchiveTransfer.ObjectStorage;

/// <summary>
/// One side of a transfer: the dozen S3 operations the library needs, one request each, with the side's own identity.
/// Answers are values; a refusal, a lost answer or an answer that proves nothing is a <see cref="StoreError"/>. Nothing is repeated here.
/// Only cancellation and misuse throw.
/// </summary>
internal interface IObjectStore : IDisposable
{
    /// <summary>Whether one PutObject or UploadPart can take a body that flows (<see cref="StoreBody.Flowing"/>) and leaves no trace of the transfer in the object. UploadPart always can: an object's headers come from its creation.</summary>
    /// <param name="md5Known">The store is told the MD5 that the body must have.</param>
    bool CanPutFlowingBody(bool md5Known);

    /// <summary>Parts that flow are signed with their hashes, so that what the store took is what was sent.</summary>
    bool SignsFlowingParts { get; }

    /// <summary>A body that comes with its SHA-256 (<see cref="StoreBody.Sha256"/>) is signed with that, and not read beforehand.</summary>
    bool SignsKnownHashes { get; }

    ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken);

    ValueTask<StoreResult<ObjectHead>> HeadAsync(HeadRequest request, CancellationToken cancellationToken);

    /// <summary>Opens a range of an object; the caller disposes the answer.</summary>
    ValueTask<StoreResult<ObjectBody>> GetAsync(GetRequest request, CancellationToken cancellationToken);

    ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> GetTagsAsync(ObjectAddress address, CancellationToken cancellationToken);

    ValueTask<StoreResult<WrittenObject>> PutAsync(PutRequest request, CancellationToken cancellationToken);

    /// <summary>Copies within the store; sent to and signed by the destination. Only the destination's store copies.</summary>
    ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken);

    /// <summary>Begins a multipart upload and returns its id.</summary>
    ValueTask<StoreResult<string>> CreateUploadAsync(CreateUploadRequest request, CancellationToken cancellationToken);

    ValueTask<StoreResult<WrittenPart>> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken);

    ValueTask<StoreResult<WrittenPart>> CopyPartAsync(CopyPartRequest request, CancellationToken cancellationToken);

    ValueTask<StoreResult<WrittenObject>> CompleteUploadAsync(CompleteUploadRequest request, CancellationToken cancellationToken);

    /// <summary>Aborts an upload; true also when there is none any more.</summary>
    ValueTask<StoreResult<bool>> AbortUploadAsync(UploadAddress upload, CancellationToken cancellationToken);

    /// <summary>Whether an upload is still open.</summary>
    ValueTask<StoreResult<bool>> UploadExistsAsync(UploadAddress upload, CancellationToken cancellationToken);

    ValueTask<StoreResult<bool>> DeleteAsync(ObjectAddress address, CancellationToken cancellationToken);
}
