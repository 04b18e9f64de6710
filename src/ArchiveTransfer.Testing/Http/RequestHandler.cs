using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Operations;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Signing;
using ArchiveTransfer.Testing.Storage;
using ArchiveTransfer.Testing.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ArchiveTransfer.Testing.Http;

/// <summary>The way of every request: understood, delayed or struck by a fault, authenticated, carried out, answered, recorded.</summary>
internal sealed class RequestHandler(Store store, NetworkShaper shaper, FaultInjector faults, CounterSet counters, RequestLog log, CancellationToken stopping)
{
    private readonly SignatureVerifier _signatures = new(store);
    private readonly TokenService _tokens = new(store, new SignatureVerifier(store));
    private readonly OperationTable _operations = new(store, shaper, counters);
    private readonly AnswerWriter _writer = new(shaper, store.Options.TimeProvider, stopping);
    private long _serial;

    public async Task HandleAsync(HttpContext http)
    {
        var exchange = new Exchange(http, Interlocked.Increment(ref _serial), store.Options.TimeProvider.GetUtcNow(), shaper.Now);
        var refusal = Understand(exchange);
        if (refusal is null && TokenRequest.IsOne(http.Request, exchange.Target))
        {
            refusal = await UnderstandTokensAsync(exchange).ConfigureAwait(false);
        }

        counters.Begin(exchange.Operation);
        try
        {
            await AnswerAsync(exchange, refusal).ConfigureAwait(false);
        }
        catch (ConnectionCutException)
        {
            Conclude(exchange);
            http.Abort();
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && (http.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested))
        {
            // The client left, or the simulator is going down: there is nobody to answer.
            http.Abort();
        }
        finally
        {
            Conclude(exchange);
        }
    }

    private S3Refusal? Understand(Exchange exchange)
    {
        var raw = exchange.Http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        try
        {
            exchange.Target = RequestTarget.Parse(raw, VirtualHost.BucketOf(exchange.Http.Request.Headers.Host));
            if (exchange.Target.Bucket.Length > 0 && store.AccessPoints.TryGetValue(exchange.Target.Bucket, out var behind))
            {
                exchange.Target = exchange.Target.At(behind.Name);
            }

            exchange.Operation = OperationRouter.Route(
                exchange.Http.Request.Method,
                exchange.Target,
                exchange.Http.Request.Headers.ContainsKey(CopySource.HeaderName) || (QueryAuthorization.IsIn(exchange.Target) && exchange.Target.Parameter(CopySource.HeaderName) is not null));
            if (exchange.Operation == S3Operation.GetObjectAttributes && store.Options.AnswersAttributesWithContent)
            {
                exchange.Operation = S3Operation.GetObject;
            }

            return null;
        }
        catch (S3Refusal refusal)
        {
            exchange.Target = RequestTarget.Unreadable(raw);
            return refusal;
        }
    }

    // What is asked of the token service stands in the body, and has to be known before faults and counters are asked.
    private static async Task<S3Refusal?> UnderstandTokensAsync(Exchange exchange)
    {
        try
        {
            exchange.Tokens = await TokenRequest.ReadAsync(exchange.Http, exchange.Target).ConfigureAwait(false);
            exchange.Operation = exchange.Tokens.Operation;
            return null;
        }
        catch (S3Refusal refusal)
        {
            return refusal;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return new S3Refusal(400, "IncompleteBody", exception.Message);
        }
    }

    private S3Refusal? Strike(Exchange exchange)
    {
        try
        {
            if (faults.Strike(exchange) is { } fault)
            {
                exchange.Fault = fault;
                counters.Fault();
            }

            return null;
        }
        catch (S3Refusal refusal)
        {
            return refusal;
        }
    }

    private async Task AnswerAsync(Exchange exchange, S3Refusal? refusal)
    {
        refusal ??= shaper.TryAdmit(exchange) ? null : S3Refusal.SlowDown();
        refusal ??= Strike(exchange);

        await shaper.WaitBeforeActingAsync(exchange).ConfigureAwait(false);
        var answer = await AnswerOfAsync(exchange, refusal).ConfigureAwait(false);
        shaper.Acted(exchange);
        await _writer.WriteAsync(exchange, exchange.Fault?.Deliver(answer) ?? answer, Conclude).ConfigureAwait(false);
    }

    private async Task<S3Answer> AnswerOfAsync(Exchange exchange, S3Refusal? refusal)
    {
        try
        {
            if (refusal is not null)
            {
                throw refusal;
            }

            if (exchange.Fault?.InsteadOfActing(exchange) is { } instead)
            {
                return instead;
            }

            using var arriving = BeginReceiving(exchange);
            var answer = await ActAsync(exchange).ConfigureAwait(false);
            return exchange.Fault?.AfterActing(answer) ?? answer;
        }
        catch (S3Refusal thrown)
        {
            return S3Answer.Of(thrown, exchange.Target.Path, exchange.Id, store.Options.AnswersCodesOfCeph);
        }
        catch (BadHttpRequestException thrown)
        {
            return S3Answer.Of(new S3Refusal(400, "IncompleteBody", thrown.Message), exchange.Target.Path, exchange.Id);
        }
        catch (Exception thrown) when (thrown is not (OperationCanceledException or IOException))
        {
            return S3Answer.Of(new S3Refusal(500, "InternalError", thrown.ToString()), exchange.Target.Path, exchange.Id);
        }
    }

    // The body is slowed down or cut underneath whoever reads it. Disposed when the request was carried out.
    private Transfer? BeginReceiving(Exchange exchange)
    {
        var http = exchange.Http;
        if (http.Request.ContentLength is null or 0 && http.Request.Headers.TransferEncoding.Count == 0)
        {
            return null;
        }

        var reception = exchange.Fault?.Reception;
        var transfer = shaper.Begin(http, Direction.Up, reception?.BytesPerSecond);
        if (transfer is not null || reception?.EndsAt is not null)
        {
            http.Features.Set<IRequestBodyPipeFeature>(new ArrivingBody(http.Request.BodyReader, transfer, reception?.EndsAt));
        }

        return transfer;
    }

    private async Task<S3Answer> ActAsync(Exchange exchange)
    {
        if (exchange.Tokens is { } tokens)
        {
            return _tokens.Act(exchange, tokens);
        }

        var name = OperationNames.Of(exchange.Operation);
        if (exchange.Operation == S3Operation.Unknown && OperationRouter.RefusedMethod(exchange.Http.Request.Method, exchange.Target) is { } refused)
        {
            throw refused;
        }

        var authentication = _signatures.Verify(
            exchange.Http.Request,
            exchange.Target,
            store.Endpoints.Count > 1 ? ListenerRegion.Of(exchange.Http) : store.Options.Region,
            exchange.Fault?.ClockOffset ?? TimeSpan.Zero);
        exchange.AccessKey = authentication.Identity?.AccessKey;
        if (exchange.Operation == S3Operation.Unknown || store.Options.NotImplemented.Contains(name))
        {
            throw S3Refusal.NotImplemented(name);
        }

        if (store.Options.RefusedHeaders.Count > 0)
        {
            RefusedHeader.Check(store.Options.RefusedHeaders, name, exchange.Http.Request.Headers);
        }

        exchange.Request = new S3Request(exchange.Http, exchange.Target, exchange.Operation, authentication, exchange.Id)
        {
            Fault = exchange.Fault,
            Past = exchange.Fault?.ShowsThePast == true ? exchange.Past : null,
        };
        if (!faults.KeepsThePast || !IsWriteOfKey(exchange) || !store.Buckets.TryGetValue(exchange.Target.Bucket, out var bucket))
        {
            return await _operations.ActAsync(exchange.Request).ConfigureAwait(false);
        }

        var key = exchange.Target.Key!;
        var before = bucket.Contents.Find(key);
        var answer = await _operations.ActAsync(exchange.Request).ConfigureAwait(false);
        faults.Remember(bucket.Name, key, before);
        return answer;
    }

    private static bool IsWriteOfKey(Exchange exchange) => exchange.Operation
        is S3Operation.PutObject or S3Operation.CopyObject or S3Operation.CompleteMultipartUpload or S3Operation.DeleteObject;

    // Before the client can see the end of its answer: whoever looks at log and counters after a request finds it there.
    private void Conclude(Exchange exchange)
    {
        if (exchange.IsConcluded)
        {
            return;
        }

        exchange.IsConcluded = true;
        counters.End(exchange);
        if (log.IsKept)
        {
            Record(exchange);
        }
    }

    private void Record(Exchange exchange)
    {
        log.Add(new S3RequestRecord
        {
            Operation = OperationNames.Of(exchange.Operation),
            RawTarget = RequestLog.TargetWithoutSecrets(exchange.Target.Raw),
            Bucket = exchange.Target.Bucket,
            Key = exchange.Target.Key,
            AccessKey = exchange.AccessKey,
            StatusCode = exchange.Status,
            ErrorCode = exchange.ErrorCode,
            BytesIn = exchange.BytesIn,
            BytesOut = exchange.BytesOut,
            ReceivedAt = exchange.ReceivedAt,
            Serial = exchange.Serial,
            Headers = RequestLog.HeadersThatMatter(exchange.Http.Request.Headers),
        });
    }
}
