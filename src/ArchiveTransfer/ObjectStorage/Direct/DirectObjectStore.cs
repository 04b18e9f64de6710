using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// The lean plane: requests written, signed and read here, on <see cref="SocketsHttpHandler"/>. Who signs, where requests go and which region a bucket is in come
/// from the SDK's side of the same store, which also takes over where an endpoint refuses our signature and takes the SDK's.
/// </summary>
internal sealed class DirectObjectStore : IObjectStore
{
    private readonly SdkObjectStore sdk;
    private readonly ObjectStoreSettings settings;
    private readonly DirectTransport transport;
    private readonly DirectEndpoints endpoints;
    private readonly DirectIdentity? identity;
    private readonly SignatureDoubt doubt;
    private readonly StoreClock clock = new();

    /// <param name="sdk">Disposed with this store.</param>
    /// <param name="configure">Changes the handler of the connections; null: nothing is to be changed.</param>
    public DirectObjectStore(SdkObjectStore sdk, Action<SocketsHttpHandler>? configure)
    {
        StoreAccess access = sdk.Access ?? throw new ArgumentException("The client is the user's, and keeps to itself how it signs.", nameof(sdk));
        (this.sdk, settings) = (sdk, sdk.Settings);
        transport = new DirectTransport(configure);
        endpoints = new DirectEndpoints(access);
        identity = access.Credentials is { } credentials ? new DirectIdentity(credentials) : null;
        doubt = new SignatureDoubt(sdk);
    }

    /// <summary>Called with the name of the endpoint whose requests the SDK sends from now on.</summary>
    public Action<string>? LeftToSdk { get => doubt.Settled; set => doubt.Settled = value; }

    public bool CanPutFlowingBody(bool md5Known) => doubt.IsSettled ? sdk.CanPutFlowingBody(md5Known) : sdk.IsHttps && md5Known;

    public bool SignsFlowingParts => doubt.IsSettled ? sdk.SignsFlowingParts : identity is not null;

    public bool SignsKnownHashes => !doubt.IsSettled && identity is not null;

    public ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListExchange, ObjectPage>(new(request), cancellationToken);

    public ValueTask<StoreResult<ObjectHead>> HeadAsync(HeadRequest request, CancellationToken cancellationToken) =>
        SendAsync<HeadExchange, ObjectHead>(new(request), cancellationToken);

    public ValueTask<StoreResult<ObjectBody>> GetAsync(GetRequest request, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Length, 1, nameof(request));
        return SendAsync<GetExchange, ObjectBody>(new(request), cancellationToken);
    }

    public ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> GetTagsAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        SendAsync<GetTagsExchange, IReadOnlyList<KeyValuePair<string, string>>>(new(address), cancellationToken);

    public ValueTask<StoreResult<WrittenObject>> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        if (request.Body.IsFlowing && !CanPutFlowingBody(request.Md5 is not null))
        {
            throw new InvalidOperationException("A flowing body is put over TLS and with its MD5 only; any other goes by parts.");
        }

        return SendAsync<PutExchange, WrittenObject>(new(request), cancellationToken);
    }

    public ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken) =>
        SendAsync<CopyExchange, WrittenObject>(new(request), cancellationToken);

    public ValueTask<StoreResult<string>> CreateUploadAsync(CreateUploadRequest request, CancellationToken cancellationToken) =>
        SendAsync<CreateUploadExchange, string>(new(request), cancellationToken);

    public ValueTask<StoreResult<WrittenPart>> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken) =>
        SendAsync<UploadPartExchange, WrittenPart>(new(request), cancellationToken);

    public ValueTask<StoreResult<WrittenPart>> CopyPartAsync(CopyPartRequest request, CancellationToken cancellationToken) =>
        SendAsync<CopyPartExchange, WrittenPart>(new(request), cancellationToken);

    public ValueTask<StoreResult<WrittenObject>> CompleteUploadAsync(CompleteUploadRequest request, CancellationToken cancellationToken) =>
        SendAsync<CompleteUploadExchange, WrittenObject>(new(request), cancellationToken);

    public async ValueTask<StoreResult<bool>> AbortUploadAsync(UploadAddress upload, CancellationToken cancellationToken)
    {
        StoreResult<bool> result = await SendAsync<AbortUploadExchange, bool>(new(upload), cancellationToken).ConfigureAwait(false);
        return SdkObjectStore.IsGone(result.Error) ? true : result;
    }

    public async ValueTask<StoreResult<bool>> UploadExistsAsync(UploadAddress upload, CancellationToken cancellationToken)
    {
        StoreResult<bool> result = await SendAsync<ListPartsExchange, bool>(new(upload), cancellationToken).ConfigureAwait(false);
        return SdkObjectStore.IsGone(result.Error) ? false : result;
    }

    public ValueTask<StoreResult<bool>> DeleteAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        SendAsync<DeleteExchange, bool>(new(address), cancellationToken);

    public void Dispose()
    {
        transport.Dispose();
        sdk.Dispose();
    }

    /// <summary>One request. It is sent once more where the bucket turns out to be in another region, or our signature is refused, unless its body has begun to flow.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StoreResult<T>> SendAsync<TExchange, T>(TExchange exchange, CancellationToken cancellationToken)
        where TExchange : struct, IExchange<T>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!KeyOnWire.IsUnicode(exchange.Key) || !KeyOnWire.IsUnicode(exchange.OtherKey))
        {
            return DirectErrors.InexpressibleKey(exchange.Operation);
        }

        if (doubt.IsSettled)
        {
            return await exchange.SendAsync(sdk, cancellationToken).ConfigureAwait(false);
        }

        StoreBody? body = exchange.Body;
        long start = body is { Stream: { CanSeek: true } seekable, IsFlowing: false } ? seekable.Position : 0;
        IAmazonS3 asked = sdk.Client;
        (StoreResult<T> result, bool bodyBegan) = await SendOnceAsync<TExchange, T>(asked, exchange, body, cancellationToken).ConfigureAwait(false);
        if (result.Error is not { } error)
        {
            sdk.Regions?.Answered(asked, exchange.Bucket);
            doubt.Dispel();
            return result;
        }

        if (error.Code == StoreErrorCodes.ConnectFailed)
        {
            sdk.Regions?.Doubt(exchange.Bucket);
        }

        bool isElsewhere = sdk.Regions?.Follow(asked, exchange.Bucket, error) == true;
        if (!isElsewhere && !doubt.IsRaisedBy(error))
        {
            return result;
        }

        if (bodyBegan && body is { IsFlowing: true })
        {
            return error with { Kind = StoreErrorKind.Transient };
        }

        if (body is { Stream: { CanSeek: true } again, IsFlowing: false })
        {
            again.Position = start;
        }

        sdk.Resent?.Invoke(exchange.Operation);
        if (!isElsewhere)
        {
            return doubt.Settle(await exchange.SendAsync(sdk, cancellationToken).ConfigureAwait(false));
        }

        asked = sdk.Client;
        (result, _) = await SendOnceAsync<TExchange, T>(asked, exchange, body, cancellationToken).ConfigureAwait(false);
        if (result.Error is null)
        {
            sdk.Regions?.Answered(asked, exchange.Bucket);
        }

        return result;
    }

    /// <summary>What went wrong is a value, save the caller's cancellation.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(StoreResult<T> Result, bool BodyBegan)> SendOnceAsync<TExchange, T>(
        IAmazonS3 client, TExchange exchange, StoreBody? body, CancellationToken cancellationToken)
        where TExchange : struct, IExchange<T>
    {
        ImmutableCredentials? signer = null;
        BodyContent? content = null;
        StoreError failure;
        bool isSending = false;
        try
        {
            DirectEndpoint endpoint = endpoints.Of(client, exchange.Bucket);
            signer = identity is null ? null : await identity.GetAsync(cancellationToken).ConfigureAwait(false);
            (content, string payload) = await RequestBody.PrepareAsync(body, endpoint.IsHttps, isSigned: signer is not null, isPart: exchange.Operation == StoreOperation.UploadPart, cancellationToken)
                .ConfigureAwait(false);
            using HttpRequestMessage? request = RequestComposer.Compose<TExchange, T>(exchange, settings, endpoint, signer, identity, clock.Now, content, payload, out string? inexpressible);
            if (request is null)
            {
                return (DirectErrors.InexpressibleHeader(exchange.Operation, inexpressible!), false);
            }

            bool asks = content is not null && transport.Consent.IsWorthAsking(endpoint.Origin, body!.Value.Length);
            if (asks)
            {
                request.Headers.ExpectContinue = true;
            }

            long sentAt = Stopwatch.GetTimestamp();
            isSending = true;
            HttpResponseMessage response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            isSending = false;
            if (asks && content!.BegunAfter(sentAt) is { } waited)
            {
                transport.Consent.Waited(endpoint.Origin, waited);
            }

            StoreResult<T> result = await ReadAsync<TExchange, T>(exchange, response, cancellationToken).ConfigureAwait(false);
            if (result.Error is null)
            {
                return (result, true);
            }

            failure = result.Error;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && SdkErrors.From(exchange.Operation, e) is not null)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception) when (content?.Failure is not null)
        {
            return (DirectErrors.Of(exchange.Operation, null, StoreErrorCodes.BodyFailed, content.Failure.Message), true);
        }
        catch (OperationCanceledException e) when (isSending)
        {
            failure = SdkErrors.From(exchange.Operation, DirectTransport.NotConnected(e))!;
        }
        catch (Exception e) when (SdkErrors.From(exchange.Operation, e) is not null)
        {
            failure = SdkErrors.From(exchange.Operation, e)!;
        }

        if (signer is not null && SdkObjectStore.IsOfAge(failure, signer))
        {
            failure = await sdk.RenewedAsync(failure, signer, cancellationToken).ConfigureAwait(false);

            // Only now: whoever asked while others were on their way was given these once more.
            identity!.Forget(signer);
        }

        return (failure, content?.HasBegun == true);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StoreResult<T>> ReadAsync<TExchange, T>(TExchange exchange, HttpResponseMessage response, CancellationToken cancellationToken)
        where TExchange : struct, IExchange<T>
    {
        byte[]? rented = null;
        ListingDraft? begun = exchange.Operation == StoreOperation.ListObjectsV2 && response.IsSuccessStatusCode ? new ListingDraft() : null;
        bool isTaken = false;
        try
        {
            if (exchange.AnswerFlows && response.IsSuccessStatusCode)
            {
                StoreResult<T> opened = exchange.Read(new DirectAnswer(response, default));
                isTaken = opened.IsSuccess;
                return opened;
            }

            int length = 0;
            if (response.StatusCode != HttpStatusCode.NoContent && exchange.Operation != StoreOperation.HeadObject)
            {
                (rented, length) = await AnswerBody.ReadAsync(response, begun, cancellationToken).ConfigureAwait(false);
            }

            return Judge<TExchange, T>(exchange, new DirectAnswer(response, rented.AsSpan(0, length), begun));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }

            if (!isTaken)
            {
                response.Dispose();
            }
        }
    }

    private StoreResult<T> Judge<TExchange, T>(TExchange exchange, in DirectAnswer answer)
        where TExchange : struct, IExchange<T>
    {
        if (!answer.Response.IsSuccessStatusCode || ErrorAnswer.IsError(answer.Body))
        {
            return clock.Heed(ErrorAnswer.Read(exchange.Operation, answer), answer.Header("Date"));
        }

        try
        {
            return exchange.Read(answer);
        }
        catch (InvalidDataException e)
        {
            return DirectErrors.Unreadable(exchange.Operation, answer, e.Message);
        }
    }
}
