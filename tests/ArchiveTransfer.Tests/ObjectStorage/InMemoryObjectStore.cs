using System.Security.Cryptography;
using ArchiveTransfer.Execution;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A store in memory with the semantics of S3 that strategies rely on, a log of requests, and faults on order. Serves both sides of a run.</summary>
internal sealed class InMemoryObjectStore(TestTime time, TimeSpan attemptTimeout) : FaultyStore(time, attemptTimeout), IObjectStore
{
    private readonly Dictionary<(string Bucket, string Key), FakeObject> objects = [];
    private readonly Dictionary<string, FakeUpload> uploads = [];
    private int uploadNumber;
    private int opaqueNumber;
    private long outstanding;
    private int bodiesSigned;

    public bool TakesFlowingPuts { get; set; } = true;

    /// <summary>Flowing puts are taken with their MD5 only.</summary>
    public bool WantsMd5 { get; set; }

    public bool SignsFlowingParts { get; set; }

    public bool SignsKnownHashes { get; set; }

    /// <summary>Bodies that came with their hash.</summary>
    public int BodiesSigned => bodiesSigned;

    /// <summary>ETags of what is written are random, as with KMS.</summary>
    public bool OpaqueETags { get; set; }

    /// <summary>Whether puts and copies tell so; HEAD always does when this or <see cref="HeadTellsEncryption"/> is set.</summary>
    public bool WritesTellEncryption { get; set; } = true;

    public bool HeadTellsEncryption { get; set; } = true;

    public bool IgnoresCopyConditions { get; set; }

    public bool KeepsMultipartETags { get; set; }

    /// <summary>Aborts after which a part that was on its way keeps the upload alive.</summary>
    public int AbortsWithoutEffect { get; set; }

    /// <summary>The operation answers 501 to If-None-Match.</summary>
    public StoreOperation? LacksIfNoneMatch { get; set; }

    public bool TellsTagCount { get; set; } = true;

    public bool YieldsWhileReading { get; set; } = true;

    public long MaxOutstanding { get; private set; }

    /// <summary>Times that an object became visible.</summary>
    public int Writes { get; private set; }

    public int OpenUploads
    {
        get
        {
            lock (Gate)
            {
                return uploads.Count;
            }
        }
    }

    public FakeObject this[string bucket, string key]
    {
        get => objects[(bucket, key)];
        set => objects[(bucket, key)] = value;
    }

    public bool Contains(string bucket, string key) => objects.ContainsKey((bucket, key));

    public void Remove(string bucket, string key) => objects.Remove((bucket, key));

    public void Served(int count)
    {
        lock (Gate)
        {
            outstanding += count;
            MaxOutstanding = Math.Max(MaxOutstanding, outstanding);
        }
    }

    public ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<ObjectHead>> HeadAsync(HeadRequest request, CancellationToken cancellationToken) =>
        CallAsync<ObjectHead>(StoreOperation.HeadObject, request.Address.Bucket, request.Address.Key, 0, cancellationToken, () =>
            !objects.TryGetValue((request.Address.Bucket, request.Address.Key), out FakeObject? found) ? Refuse(StoreOperation.HeadObject, 404, StoreErrorCodes.NotFound)
            : request.IfMatch is { } expected && expected != found.ETag ? Refuse(StoreOperation.HeadObject, 412, "PreconditionFailed")
            : HeadTellsEncryption ? found.ToHead(TellsTagCount) : found.ToHead(TellsTagCount) with { ServerSideEncryption = null });

    public ValueTask<StoreResult<ObjectBody>> GetAsync(GetRequest request, CancellationToken cancellationToken)
    {
        FakeFault? fault = null;
        return CallAsync<ObjectBody>(
            StoreOperation.GetObject,
            request.Address.Bucket,
            request.Address.Key,
            0,
            cancellationToken,
            () =>
            {
                if (!objects.TryGetValue((request.Address.Bucket, request.Address.Key), out FakeObject? found))
                {
                    return Refuse(StoreOperation.GetObject, 404, "NoSuchKey");
                }

                if (request.IfMatch is { } expected && expected != found.ETag)
                {
                    return Refuse(StoreOperation.GetObject, 412, "PreconditionFailed");
                }

                if (request.Length < 1 || request.Offset >= found.Content.Length)
                {
                    return Refuse(StoreOperation.GetObject, 416, "InvalidRange");
                }

                FakeContent range = found.Content.Slice(request.Offset, Math.Min(request.Length, found.Content.Length - request.Offset));
                long length = range.Length + (fault?.ExtraBytes ?? 0);
                var body = new FakeBodyStream(range, length, fault, this);
                return new ObjectBody(body, fault is { BreaksQuietly: true } or { ExtraBytes: > 0 } ? range.Length : length, found.ToHead(TellsTagCount), body);
            },
            taken => fault = taken);
    }

    public ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> GetTagsAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        CallAsync(StoreOperation.GetObjectTagging, address.Bucket, address.Key, 0, cancellationToken, () =>
            objects.TryGetValue((address.Bucket, address.Key), out FakeObject? found)
                ? StoreResult<IReadOnlyList<KeyValuePair<string, string>>>.Of(found.Tags)
                : Refuse(StoreOperation.GetObjectTagging, 404, "NoSuchKey"));

    public bool CanPutFlowingBody(bool md5Known) => TakesFlowingPuts && (md5Known || !WantsMd5);

    public async ValueTask<StoreResult<WrittenObject>> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        FakeBody? body = null;
        return await CallAsync<WrittenObject>(
            StoreOperation.PutObject,
            request.Address.Bucket,
            request.Address.Key,
            0,
            cancellationToken,
            () => body!.Error is { } error ? error with { Operation = StoreOperation.PutObject }
                : request.Md5 is { } md5 && md5 != body.Content!.ETag ? Refuse(StoreOperation.PutObject, 400, "BadDigest")
                : Lacks(StoreOperation.PutObject, request.IfNoneMatch) is { } lacking ? lacking
                : request.IfNoneMatch && Contains(request.Address.Bucket, request.Address.Key) ? Refuse(StoreOperation.PutObject, 412, "PreconditionFailed")
                : Store(request.Address, Make(body.Content!, body.Content!.ETag, request.Attributes, null)),
            beforeActing: async fault => body = await ReceiveAsync(request.Body, fault, cancellationToken));
    }

    private async Task<FakeBody> ReceiveAsync(StoreBody sent, FakeFault? fault, CancellationToken cancellationToken)
    {
        FakeBody body = await FakeBody.ReceiveAsync(sent, fault, Taken, cancellationToken);
        Interlocked.Add(ref bodiesSigned, body.IsSigned ? 1 : 0);
        return body;
    }

    public ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken) =>
        CallAsync<WrittenObject>(StoreOperation.CopyObject, request.Destination.Bucket, request.Destination.Key, 0, cancellationToken, () =>
        {
            if (!objects.TryGetValue((request.Source.Bucket, request.Source.Key), out FakeObject? source))
            {
                return Refuse(StoreOperation.CopyObject, 404, "NoSuchKey");
            }

            if (Lacks(StoreOperation.CopyObject, request.IfNoneMatch) is { } lacking)
            {
                return lacking;
            }

            if (source.Content.Length > TransferLimits.MaxSingleRequestBytes)
            {
                return Refuse(StoreOperation.CopyObject, 400, "InvalidRequest");
            }

            if (!IgnoresCopyConditions
                && ((request.SourceIfMatch is { } expected && expected != source.ETag) || (request.IfNoneMatch && Contains(request.Destination.Bucket, request.Destination.Key))))
            {
                return Refuse(StoreOperation.CopyObject, 412, "PreconditionFailed");
            }

            string eTag = source.ETag.Contains('-', StringComparison.Ordinal) && KeepsMultipartETags ? source.ETag : source.Content.ETag;
            return Store(request.Destination, Make(source.Content, eTag, request.Attributes, source));
        });

    public ValueTask<StoreResult<string>> CreateUploadAsync(CreateUploadRequest request, CancellationToken cancellationToken) =>
        CallAsync<string>(StoreOperation.CreateMultipartUpload, request.Address.Bucket, request.Address.Key, 0, cancellationToken, () =>
        {
            string id = $"upload-{++uploadNumber}";
            uploads.Add(id, new FakeUpload(request.Address, request.Attributes, Time.GetUtcNow()));
            return id;
        });

    public async ValueTask<StoreResult<WrittenPart>> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken)
    {
        FakeBody? body = null;
        return await CallAsync<WrittenPart>(
            StoreOperation.UploadPart,
            request.Upload.Bucket,
            request.Upload.Key,
            request.PartNumber,
            cancellationToken,
            () => body!.Error is { } error ? error : StorePart(StoreOperation.UploadPart, request.Upload, request.PartNumber, body.Content!),
            beforeActing: async fault => body = await ReceiveAsync(request.Body, fault, cancellationToken));
    }

    public ValueTask<StoreResult<WrittenPart>> CopyPartAsync(CopyPartRequest request, CancellationToken cancellationToken) =>
        CallAsync<WrittenPart>(StoreOperation.UploadPartCopy, request.Upload.Bucket, request.Upload.Key, request.PartNumber, cancellationToken, () =>
            !objects.TryGetValue((request.Source.Bucket, request.Source.Key), out FakeObject? source) ? Refuse(StoreOperation.UploadPartCopy, 404, "NoSuchKey")
            : !IgnoresCopyConditions && request.SourceIfMatch is { } expected && expected != source.ETag ? Refuse(StoreOperation.UploadPartCopy, 412, "PreconditionFailed")
            : StorePart(StoreOperation.UploadPartCopy, request.Upload, request.PartNumber, source.Content.Slice(request.Offset, request.Length)));

    public ValueTask<StoreResult<WrittenObject>> CompleteUploadAsync(CompleteUploadRequest request, CancellationToken cancellationToken) =>
        CallAsync<WrittenObject>(StoreOperation.CompleteMultipartUpload, request.Upload.Bucket, request.Upload.Key, 0, cancellationToken, () =>
        {
            if (!uploads.TryGetValue(request.Upload.UploadId, out FakeUpload? upload))
            {
                return Refuse(StoreOperation.CompleteMultipartUpload, 404, "NoSuchUpload");
            }

            if (Lacks(StoreOperation.CompleteMultipartUpload, request.IfNoneMatch) is { } lacking)
            {
                return lacking;
            }

            if (request.IfNoneMatch && Contains(request.Upload.Bucket, request.Upload.Key))
            {
                return Refuse(StoreOperation.CompleteMultipartUpload, 412, "PreconditionFailed");
            }

            if (request.Parts.Count == 0 || !request.Parts.Select(part => part.PartNumber).SequenceEqual(upload.Parts.Keys.Order())
                || request.Parts.Any(part => upload.Parts[part.PartNumber].ETag != part.ETag))
            {
                return Refuse(StoreOperation.CompleteMultipartUpload, 400, "InvalidPart");
            }

            FakeContent[] parts = [.. upload.Parts.OrderBy(part => part.Key).Select(part => part.Value.Content)];
            if (parts.SkipLast(1).Any(part => part.Length != parts[0].Length || part.Length < 5 * TransferLimits.MiB) || parts.Any(part => part.Length > TransferLimits.MaxSingleRequestBytes))
            {
                return Refuse(StoreOperation.CompleteMultipartUpload, 400, "EntityTooSmall");
            }

            uploads.Remove(request.Upload.UploadId);
            string eTag = EntityTag.OfParts(parts.SelectMany(part => part.Digest).ToArray());
            return Store(upload.Address, Make(FakeContent.Join(parts), eTag, upload.Attributes, null) with { LastModified = upload.Initiated });
        });

    public ValueTask<StoreResult<bool>> AbortUploadAsync(UploadAddress upload, CancellationToken cancellationToken) =>
        CallAsync<bool>(StoreOperation.AbortMultipartUpload, upload.Bucket, upload.Key, 0, cancellationToken, () =>
        {
            if (--AbortsWithoutEffect < 0)
            {
                uploads.Remove(upload.UploadId);
            }

            return true;
        });

    public ValueTask<StoreResult<bool>> UploadExistsAsync(UploadAddress upload, CancellationToken cancellationToken) =>
        CallAsync<bool>(StoreOperation.ListParts, upload.Bucket, upload.Key, 0, cancellationToken, () => uploads.ContainsKey(upload.UploadId));

    public ValueTask<StoreResult<bool>> DeleteAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        CallAsync<bool>(StoreOperation.DeleteObject, address.Bucket, address.Key, 0, cancellationToken, () => objects.Remove((address.Bucket, address.Key)) || true);

    public void Dispose()
    {
    }

    private StoreError? Lacks(StoreOperation operation, bool asked) => asked && operation == LacksIfNoneMatch ? Refuse(operation, 501, "NotImplemented") : null;

    private static StoreError Refuse(StoreOperation operation, int status, string code) =>
        new() { Operation = operation, Kind = StoreErrorTable.Classify(operation, status, code), StatusCode = status, Code = code, Message = "refused" };

    private void Taken(int count)
    {
        lock (Gate)
        {
            outstanding -= count;
        }
    }

    private StoreResult<WrittenObject> Store(ObjectAddress address, FakeObject made)
    {
        objects[(address.Bucket, address.Key)] = made;
        Writes++;
        return new WrittenObject { ETag = made.ETag, ServerSideEncryption = WritesTellEncryption ? made.ServerSideEncryption : null };
    }

    private StoreResult<WrittenPart> StorePart(StoreOperation operation, UploadAddress upload, int number, FakeContent content)
    {
        if (!uploads.TryGetValue(upload.UploadId, out FakeUpload? found))
        {
            return Refuse(operation, 404, "NoSuchUpload");
        }

        string eTag = OpaqueETags ? NextOpaque() : content.ETag;
        found.Parts[number] = (content, eTag);
        return new WrittenPart(number, eTag);
    }

    private FakeObject Make(FakeContent content, string eTag, WriteAttributes attributes, FakeObject? source) => new()
    {
        Content = content,
        ETag = OpaqueETags ? NextOpaque() : eTag,
        LastModified = Time.GetUtcNow(),
        Headers = attributes.Headers ?? source?.Headers ?? ObjectHeaders.None,
        Tags = attributes.Tags ?? source?.Tags ?? [],
        StorageClass = attributes.StorageClass,
        CannedAcl = attributes.CannedAcl,
        MissingMetadata = attributes.Headers is null ? source?.MissingMetadata ?? 0 : 0,
        ServerSideEncryption = attributes.Encryption?.Algorithm ?? (OpaqueETags && HeadTellsEncryption ? "aws:kms" : null),
    };

    private string NextOpaque() => Convert.ToHexString(SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref opaqueNumber))).AsSpan(0, 16)).ToLowerInvariant();
}
