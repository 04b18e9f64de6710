using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>The plane over the AWS SDK. Everything the SDK knows better than the store is undone here; reference: the tests of its traps.</summary>
internal sealed partial class SdkObjectStore : IObjectStore
{
    private readonly IAmazonS3 first;
    private readonly ObjectStoreSettings settings;
    private readonly IDisposable? owned;
    private readonly KeyOnWire keys;
    private readonly bool https;
    private readonly bool exact;

    /// <param name="owned">Disposed with the store; null: the client is the user's.</param>
    public SdkObjectStore(IAmazonS3 client, ObjectStoreSettings settings, IDisposable? owned = null)
    {
        (first, this.settings, this.owned) = (client, settings, owned);
        https = client.Config.ServiceURL is { Length: > 0 } url ? url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) : !client.Config.UseHttp;
        exact = client.Config.HttpClientFactory is WireClientFactory;
        keys = new KeyOnWire(client, exact);
    }

    /// <summary>What a strategy or source of the user's works with.</summary>
    public IAmazonS3 Client => Regions?.Current ?? first;

    /// <summary>Clients of the regions that this side's bucket may turn out to be in; null: the client stays what it is.</summary>
    public RegionalClients? Regions { get; init; }

    /// <summary>Region of the bucket, not a guess; null: unknown.</summary>
    public string? KnownRegion => Regions is null ? FixedRegion : Regions.Known;

    /// <summary>Region that is configured for a client that stays what it is.</summary>
    public string? FixedRegion { get; init; }

    /// <summary>Called for every request that is sent again in another region.</summary>
    public Action<StoreOperation>? Resent { get; set; }

    /// <summary>How this side is reached and signed for; null: the client is the user's, and keeps that to itself.</summary>
    public StoreAccess? Access { get; init; }

    public ObjectStoreSettings Settings => settings;

    public bool IsHttps => https;

    /// <summary>Over http the SDK can send a flowing body only as aws-chunked, which some stores keep as the object's Content-Encoding.</summary>
    public bool CanPutFlowingBody(bool md5Known) => https;

    /// <summary>Over http; over TLS the SDK sends them unsigned.</summary>
    public bool SignsFlowingParts => !https;

    public bool SignsKnownHashes => false;

    private RequestPayer? Payer => settings.RequesterPays ? RequestPayer.Requester : null;

    private RequestPayer? CopyPayer => settings.RequesterPays || settings.SourceRequesterPays ? RequestPayer.Requester : null;

    public ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        var sdk = new ListObjectsV2Request
        {
            BucketName = request.Bucket,
            Prefix = request.Prefix,
            StartAfter = request.ContinuationToken is null ? request.StartAfter : null,
            ContinuationToken = request.ContinuationToken,
            MaxKeys = request.MaxKeys,
            Delimiter = request.Delimiter,
            // XML cannot carry every character of a key.
            Encoding = EncodingType.Url,
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        return SendAsync(StoreOperation.ListObjectsV2, (request.Bucket, ""), new(), sdk, static (c, r, ct) => c.ListObjectsV2Async(r, ct), static (_, answer, _) => SdkAnswers.Page(answer), cancellationToken);
    }

    public ValueTask<StoreResult<ObjectHead>> HeadAsync(HeadRequest request, CancellationToken cancellationToken)
    {
        var sdk = new GetObjectMetadataRequest
        {
            BucketName = request.Address.Bucket,
            Key = keys.Encode(request.Address.Bucket, request.Address.Key),
            VersionId = request.Address.VersionId,
            EtagToMatch = Quote(request.IfMatch),
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        return SendAsync(
            StoreOperation.HeadObject, (request.Address.Bucket, request.Address.Key), new(), sdk, static (c, r, ct) => c.GetObjectMetadataAsync(r, ct), static (_, answer, exchange) => SdkAnswers.Head(answer, exchange), cancellationToken);
    }

    public async ValueTask<StoreResult<ObjectBody>> GetAsync(GetRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Length, 1, nameof(request));
        var sdk = new GetObjectRequest
        {
            BucketName = request.Address.Bucket,
            Key = keys.Encode(request.Address.Bucket, request.Address.Key),
            VersionId = request.Address.VersionId,
            EtagToMatch = Quote(request.IfMatch),
            // Without a range the SDK compares the bytes with an ETag it takes for their MD5.
            ByteRange = new ByteRange(request.Offset, request.Offset + request.Length - 1),
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        GetObjectResponse? answered = null;
        var result = await SendAsync(
            StoreOperation.GetObject,
            (request.Address.Bucket, request.Address.Key),
            new() { AnswerFlows = true },
            sdk,
            static (c, r, ct) => c.GetObjectAsync(r, ct),
            (_, answer, exchange) => SdkAnswers.Body(request, answered = answer, exchange),
            cancellationToken).ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            answered?.Dispose();
        }

        return result;
    }

    public ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> GetTagsAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        var sdk = new GetObjectTaggingRequest
        {
            BucketName = address.Bucket,
            Key = keys.Encode(address.Bucket, address.Key),
            VersionId = address.VersionId,
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        return SendAsync(
            StoreOperation.GetObjectTagging,
            (address.Bucket, address.Key),
            new(),
            sdk,
            static (c, r, ct) => c.GetObjectTaggingAsync(r, ct),
            static (_, answer, _) => StoreResult<IReadOnlyList<KeyValuePair<string, string>>>.Of([.. (answer.Tagging ?? []).Select(static tag => KeyValuePair.Create(tag.Key, tag.Value))]),
            cancellationToken);
    }

    public async ValueTask<StoreResult<WrittenObject>> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        const StoreOperation operation = StoreOperation.PutObject;
        if (request.Body.IsFlowing && !CanPutFlowingBody(request.Md5 is not null))
        {
            throw new InvalidOperationException("Over http this plane puts bodies that can be read twice only; a flowing body goes by parts.");
        }

        if (SdkAttributes.Inexpressible(request.Attributes.Headers, exact) is { } header)
        {
            return HeaderError(operation, header);
        }

        var body = SdkBody.Of(request.Body, https);
        await using (body.ConfigureAwait(false))
        {
            var sdk = new PutObjectRequest
            {
                BucketName = request.Address.Bucket,
                Key = keys.Encode(request.Address.Bucket, request.Address.Key),
                InputStream = body.Stream,
                AutoCloseStream = false,
                AutoResetStreamPosition = false,
                UseChunkEncoding = false,
                DisablePayloadSigning = body.Flowing is null ? null : true,
                // A checksum of a body that flows is a trailer, and a trailer is aws-chunked.
                DisableDefaultChecksumValidation = true,
                MD5Digest = request.Md5 is { } md5 ? Convert.ToBase64String(Convert.FromHexString(md5)) : null,
                IfNoneMatch = request.IfNoneMatch ? "*" : null,
                ExpectedBucketOwner = settings.ExpectedBucketOwner,
                RequestPayer = Payer,
            };
            SdkAttributes.Apply(request.Attributes, sdk);
            return await SendAsync(
                operation,
                (request.Address.Bucket, request.Address.Key),
                SdkAttributes.Exchange(request.Attributes.Headers),
                sdk,
                static (c, r, ct) => c.PutObjectAsync(r, ct),
                static (_, answer, _) => SdkAnswers.Written(operation, answer, answer.ETag, answer.VersionId, answer.ServerSideEncryptionMethod?.Value),
                cancellationToken,
                body).ConfigureAwait(false);
        }
    }

    public ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        const StoreOperation operation = StoreOperation.CopyObject;
        if (SdkAttributes.Inexpressible(request.Attributes.Headers, exact) is { } header)
        {
            return new(HeaderError(operation, header));
        }

        if (!KeyOnWire.CanExpress(request.Source.Key))
        {
            return new(KeyError(operation));
        }

        var sdk = new CopyObjectRequest
        {
            SourceBucket = request.Source.Bucket,
            SourceKey = request.Source.Key,
            SourceVersionId = request.Source.VersionId,
            DestinationBucket = request.Destination.Bucket,
            DestinationKey = keys.Encode(request.Destination.Bucket, request.Destination.Key),
            ETagToMatch = Quote(request.SourceIfMatch),
            IfNoneMatch = request.IfNoneMatch ? "*" : null,
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            ExpectedSourceBucketOwner = settings.SourceExpectedBucketOwner,
            RequestPayer = CopyPayer,
        };
        SdkAttributes.Apply(request.Attributes, sdk);
        return SendAsync(
            operation,
            (request.Destination.Bucket, request.Destination.Key),
            SdkAttributes.Exchange(request.Attributes.Headers),
            sdk,
            static (c, r, ct) => c.CopyObjectAsync(r, ct),
            static (_, answer, _) => SdkAnswers.Written(operation, answer, answer.ETag, answer.VersionId, answer.ServerSideEncryptionMethod?.Value),
            cancellationToken);
    }

    public ValueTask<StoreResult<bool>> DeleteAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        var sdk = new DeleteObjectRequest
        {
            BucketName = address.Bucket,
            Key = keys.Encode(address.Bucket, address.Key),
            VersionId = address.VersionId,
            ExpectedBucketOwner = settings.ExpectedBucketOwner,
            RequestPayer = Payer,
        };
        return SendAsync<DeleteObjectRequest, DeleteObjectResponse, bool>(
            StoreOperation.DeleteObject, (address.Bucket, address.Key), new(), sdk, static (c, r, ct) => c.DeleteObjectAsync(r, ct), static (_, _, _) => true, cancellationToken);
    }

    public void Dispose() => owned?.Dispose();

    private static StoreError KeyError(StoreOperation operation) =>
        SdkErrors.Of(operation, null, StoreErrorCodes.KeyNotExpressible, "The key cannot be sent exactly as it is; sent otherwise it would name another object.");

    private static StoreError HeaderError(StoreOperation operation, string header) =>
        SdkErrors.Of(operation, null, StoreErrorCodes.HeaderNotExpressible, $"The header {header} of the object cannot be sent exactly as it is.");

    private static string? Quote(string? etag) => etag is null ? null : $"\"{etag}\"";

    /// <summary>One request; refused because the bucket is in another region it is sent once more, there, unless its body has begun to flow.</summary>
    private async ValueTask<StoreResult<TValue>> SendAsync<TRequest, TAnswer, TValue>(
        StoreOperation operation,
        (string Bucket, string Key) named,
        WireExchange exchange,
        TRequest request,
        Func<IAmazonS3, TRequest, CancellationToken, Task<TAnswer>> send,
        Func<TRequest, TAnswer, WireExchange, StoreResult<TValue>> read,
        CancellationToken cancellationToken,
        SdkBody body = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!KeyOnWire.CanExpress(named.Key))
        {
            return KeyError(operation);
        }

        exchange.SwallowedSlash = exact ? keys.SwallowedSlash(named.Bucket, named.Key) : 0;
        IAmazonS3 asked = Client;
        StoreResult<TValue> result = await SendOnceAsync(asked, operation, exchange, request, send, read, body.Flowing, cancellationToken).ConfigureAwait(false);
        if (result.Error is not { } error)
        {
            Regions?.Answered(asked, named.Bucket);
            return result;
        }

        if (error.Code == StoreErrorCodes.ConnectFailed)
        {
            Regions?.Doubt(named.Bucket);
        }

        if (Regions?.Follow(asked, named.Bucket, error) != true)
        {
            return result;
        }

        if (!body.TryRewind())
        {
            return error with { Kind = StoreErrorKind.Transient };
        }

        Resent?.Invoke(operation);
        asked = Client;
        result = await SendOnceAsync(asked, operation, exchange, request, send, read, body.Flowing, cancellationToken).ConfigureAwait(false);
        if (result.Error is null)
        {
            Regions.Answered(asked, named.Bucket);
        }

        return result;
    }

    /// <summary>What the SDK throws becomes a value, save the caller's cancellation.</summary>
    private async ValueTask<StoreResult<TValue>> SendOnceAsync<TRequest, TAnswer, TValue>(
        IAmazonS3 client,
        StoreOperation operation,
        WireExchange exchange,
        TRequest request,
        Func<IAmazonS3, TRequest, CancellationToken, Task<TAnswer>> send,
        Func<TRequest, TAnswer, WireExchange, StoreResult<TValue>> read,
        FlowingBody? body,
        CancellationToken cancellationToken)
    {
        exchange.Cancellation = cancellationToken;
        WireExchange.Current = exchange;
        try
        {
            return read(request, await send(client, request, cancellationToken).ConfigureAwait(false), exchange);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && SdkErrors.From(operation, e) is not null)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception e) when (body?.Failure is not null && e is not AmazonServiceException)
        {
            return SdkErrors.Of(operation, null, StoreErrorCodes.BodyFailed, body.Failure.Message);
        }
        catch (Exception e) when (SdkErrors.From(operation, e) is not null)
        {
            return await RenewedAsync(SdkErrors.From(operation, e)!, exchange.SignedBy, cancellationToken).ConfigureAwait(false);
        }
    }
}
