using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Multipart uploads.</summary>
internal sealed partial class SdkObjectStore
{
    public ValueTask<StoreResult<string>> CreateUploadAsync(CreateUploadRequest request, CancellationToken cancellationToken)
    {
        const StoreOperation operation = StoreOperation.CreateMultipartUpload;
        if (SdkAttributes.Inexpressible(request.Attributes.Headers, exact) is { } header)
        {
            return new(HeaderError(operation, header));
        }

        var sdk = new InitiateMultipartUploadRequest
        {
            BucketName = request.Address.Bucket,
            Key = keys.Encode(request.Address.Bucket, request.Address.Key),
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        SdkAttributes.Apply(request.Attributes, sdk);
        return SendAsync<InitiateMultipartUploadRequest, InitiateMultipartUploadResponse, string>(
            operation,
            (request.Address.Bucket, request.Address.Key),
            SdkAttributes.Exchange(request.Attributes.Headers),
            sdk,
            static (c, r, ct) => c.InitiateMultipartUploadAsync(r, ct),
            static (_, answer, _) => string.IsNullOrEmpty(answer.UploadId) ? SdkAnswers.Unproven(operation, answer) : answer.UploadId,
            cancellationToken);
    }

    public async ValueTask<StoreResult<WrittenPart>> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken)
    {
        const StoreOperation operation = StoreOperation.UploadPart;
        var body = SdkBody.Of(request.Body, https);
        await using (body.ConfigureAwait(false))
        {
            var sdk = new Amazon.S3.Model.UploadPartRequest
            {
                BucketName = request.Upload.Bucket,
                Key = keys.Encode(request.Upload.Bucket, request.Upload.Key),
                UploadId = request.Upload.UploadId,
                PartNumber = request.PartNumber,
                PartSize = request.Body.Length,
                InputStream = body.Stream,
                UseChunkEncoding = body.Flowing is not null && !https,
                DisablePayloadSigning = body.Flowing is not null && https ? true : null,
                DisableDefaultChecksumValidation = true,
                ExpectedBucketOwner = settings.ExpectedBucketOwner,
                RequestPayer = Payer,
            };
            return await SendAsync(
                operation,
                (request.Upload.Bucket, request.Upload.Key),
                new(),
                sdk,
                static (c, r, ct) => c.UploadPartAsync(r, ct),
                static (r, answer, _) => SdkAnswers.Part(operation, answer, r.PartNumber!.Value, answer.ETag),
                cancellationToken,
                body).ConfigureAwait(false);
        }
    }

    public ValueTask<StoreResult<WrittenPart>> CopyPartAsync(CopyPartRequest request, CancellationToken cancellationToken)
    {
        const StoreOperation operation = StoreOperation.UploadPartCopy;
        if (!KeyOnWire.CanExpress(request.Source.Key))
        {
            return new(KeyError(operation));
        }

        var sdk = new Amazon.S3.Model.CopyPartRequest
        {
            SourceBucket = request.Source.Bucket,
            SourceKey = request.Source.Key,
            SourceVersionId = request.Source.VersionId,
            DestinationBucket = request.Upload.Bucket,
            DestinationKey = keys.Encode(request.Upload.Bucket, request.Upload.Key),
            UploadId = request.Upload.UploadId,
            PartNumber = request.PartNumber,
            FirstByte = request.Offset,
            LastByte = request.Offset + request.Length - 1,
            ETagToMatch = request.SourceIfMatch is null ? null : [Quote(request.SourceIfMatch)!],
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            ExpectedSourceBucketOwner = settings.SourceExpectedBucketOwner,
            RequestPayer = CopyPayer,
        };
        return SendAsync(
            operation,
            (request.Upload.Bucket, request.Upload.Key),
            new(),
            sdk,
            static (c, r, ct) => c.CopyPartAsync(r, ct),
            static (r, answer, _) => SdkAnswers.Part(operation, answer, r.PartNumber!.Value, answer.ETag),
            cancellationToken);
    }

    public ValueTask<StoreResult<WrittenObject>> CompleteUploadAsync(CompleteUploadRequest request, CancellationToken cancellationToken)
    {
        const StoreOperation operation = StoreOperation.CompleteMultipartUpload;
        var sdk = new CompleteMultipartUploadRequest
        {
            BucketName = request.Upload.Bucket,
            Key = keys.Encode(request.Upload.Bucket, request.Upload.Key),
            UploadId = request.Upload.UploadId,
            PartETags = [.. request.Parts.Select(static part => new PartETag(part.PartNumber, Quote(part.ETag)))],
            IfNoneMatch = request.IfNoneMatch ? "*" : null,
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        return SendAsync(
            operation,
            (request.Upload.Bucket, request.Upload.Key),
            new(),
            sdk,
            static (c, r, ct) => c.CompleteMultipartUploadAsync(r, ct),
            static (_, answer, _) => SdkAnswers.Written(operation, answer, answer.ETag, answer.VersionId, answer.ServerSideEncryptionMethod?.Value),
            cancellationToken);
    }

    public async ValueTask<StoreResult<bool>> AbortUploadAsync(UploadAddress upload, CancellationToken cancellationToken)
    {
        var sdk = new AbortMultipartUploadRequest
        {
            BucketName = upload.Bucket,
            Key = keys.Encode(upload.Bucket, upload.Key),
            UploadId = upload.UploadId,
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        var result = await SendAsync<AbortMultipartUploadRequest, AbortMultipartUploadResponse, bool>(
            StoreOperation.AbortMultipartUpload, (upload.Bucket, upload.Key), new(), sdk, static (c, r, ct) => c.AbortMultipartUploadAsync(r, ct), static (_, _, _) => true, cancellationToken).ConfigureAwait(false);
        return IsGone(result.Error) ? true : result;
    }

    public async ValueTask<StoreResult<bool>> UploadExistsAsync(UploadAddress upload, CancellationToken cancellationToken)
    {
        var sdk = new ListPartsRequest
        {
            BucketName = upload.Bucket,
            Key = keys.Encode(upload.Bucket, upload.Key),
            UploadId = upload.UploadId,
            MaxParts = 1,
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        var result = await SendAsync<ListPartsRequest, ListPartsResponse, bool>(
            StoreOperation.ListParts,
            (upload.Bucket, upload.Key),
            new(),
            sdk,
            static (c, r, ct) => c.ListPartsAsync(r, ct),
            static (_, answer, _) => string.IsNullOrEmpty(answer.UploadId) ? SdkAnswers.Unproven(StoreOperation.ListParts, answer) : true,
            cancellationToken).ConfigureAwait(false);
        return IsGone(result.Error) ? false : result;
    }

    /// <summary>Ceph says NoSuchKey when it is asked for the parts of an upload that was completed.</summary>
    public static bool IsGone(StoreError? error) => error is { StatusCode: 404, Code: "NoSuchUpload" or "NoSuchKey" };
}
