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
    private readonly AnswerWriter _writer = new(shaper, store.Options.TimeProvider);
    private long _serial;

    public async Task HandleAsync(HttpContext http)
    {
        var exchange = new Exchange(http, Interlocked.Increment(ref _serial), store.Options.TimeProvider.GetUtcNow());
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
            exchange.Operation = OperationRouter.Route(
                exchange.Http.Request.Method,
                exchange.Target,
                exchange.Http.Request.Headers.ContainsKey(CopySource.HeaderName));
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

    private async Task AnswerAsync(Exchange exchange, S3Refusal? refusal)
    {
        var fault = faults.Strike(OperationNames.Of(exchange.Operation), exchange.Target.Key ?? "");
        if (fault is not null)
        {
            counters.Fault();
        }

        if (fault?.Kind == S3FaultKinds.Stall)
        {
            using var left = CancellationTokenSource.CreateLinkedTokenSource(exchange.Http.RequestAborted, stopping);
            await Task.Delay(Timeout.InfiniteTimeSpan, store.Options.TimeProvider, left.Token).ConfigureAwait(false);
        }

        if (!shaper.TryAdmit())
        {
            refusal = new S3Refusal(503, "SlowDown", "Please reduce your request rate.");
        }

        await shaper.WaitBeforeActingAsync(exchange.Operation).ConfigureAwait(false);
        if (fault?.Kind == S3FaultKinds.ResetBeforeAct)
        {
            Reset(exchange);
            return;
        }

        var answer = await AnswerOfAsync(exchange, refusal, fault).ConfigureAwait(false);
        if (fault?.Kind == S3FaultKinds.ResetAfterAct)
        {
            Reset(exchange);
            return;
        }

        exchange.Status = answer.Status;
        exchange.ErrorCode = answer.ErrorCode;
        var cutAt = fault?.Kind == S3FaultKinds.CutBody ? fault.Bytes : (long?)null;
        await _writer.WriteAsync(exchange, answer, cutAt, Conclude).ConfigureAwait(false);
    }

    private void Reset(Exchange exchange)
    {
        Conclude(exchange);
        exchange.Http.Abort();
    }

    private async Task<S3Answer> AnswerOfAsync(Exchange exchange, S3Refusal? refusal, S3Fault? fault)
    {
        try
        {
            if (refusal is not null)
            {
                throw refusal;
            }

            if (fault is not null && SpoiledAnswer.InsteadOfActing(fault, exchange) is { } instead)
            {
                return instead;
            }

            var answer = await ActAsync(exchange, fault?.Kind).ConfigureAwait(false);
            return fault is null ? answer : SpoiledAnswer.AfterActing(fault, answer);
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

    private Task<S3Answer> ActAsync(Exchange exchange, string? fault)
    {
        if (exchange.Tokens is { } tokens)
        {
            return Task.FromResult(_tokens.Act(exchange, tokens));
        }

        var name = OperationNames.Of(exchange.Operation);
        if (exchange.Operation == S3Operation.Unknown && OperationRouter.RefusedMethod(exchange.Http.Request.Method, exchange.Target) is { } refused)
        {
            throw refused;
        }

        var authentication = _signatures.Verify(
            exchange.Http.Request,
            exchange.Target,
            store.Endpoints.Count > 1 ? ListenerRegion.Of(exchange.Http) : store.Options.Region);
        exchange.AccessKey = authentication.Identity?.AccessKey;
        if (exchange.Operation == S3Operation.Unknown || store.Options.NotImplemented.Contains(name))
        {
            throw S3Refusal.NotImplemented(name);
        }

        if (store.Options.RefusedHeaders.Count > 0)
        {
            RefusedHeader.Check(store.Options.RefusedHeaders, name, exchange.Http.Request.Headers);
        }

        exchange.Request = new S3Request(exchange.Http, exchange.Target, exchange.Operation, authentication, exchange.Id);
        return _operations.ActAsync(exchange.Request, fault);
    }

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
            RawTarget = exchange.Target.Raw,
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
