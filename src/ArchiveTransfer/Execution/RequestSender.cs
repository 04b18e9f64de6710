using ArchiveTransfer.ObjectStorage;
using Polly;

namespace ArchiveTransfer.Execution;

/// <summary>
/// Sends units of work to one store: one request, or a GET that flows into a PUT and cannot be repeated apart. Each attempt has a place
/// among the requests in flight and a clock; waits between attempts hold neither.
/// </summary>
internal sealed class RequestSender(RetryPipelines pipelines, RetryOptions retry, TimeSpan attemptTimeout, ConcurrencyLimiter limiter, RequestCounters counters, TimeProvider timeProvider)
{
    public ConcurrencyLimiter Limiter => limiter;

    /// <summary>Sends a unit until it succeeds, is refused, or its budget is spent (<see cref="StoreError.Exhausted"/>).</summary>
    /// <param name="operation">Names the unit when its time is up.</param>
    /// <param name="unit">One attempt. Static, so that nothing is captured per object. An answer of kind <see cref="StoreErrorKind.Unknown"/> is repeated only when <paramref name="options"/> say that repeating is harmless; a write settles it first by looking.</param>
    /// <param name="tally">Counts the object's retries; null for what belongs to no object.</param>
    public async ValueTask<StoreResult<T>> SendAsync<T, TState>(
        StoreOperation operation,
        Func<TState, AttemptTimer, ValueTask<StoreResult<T>>> unit,
        TState state,
        ObjectTally? tally,
        UnitOptions options,
        CancellationToken cancellationToken)
    {
        var budget = new UnitBudget(retry, options.RepeatsUnknown, tally, counters, timeProvider);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RetryPipelines.Budget, budget);
            Outcome<StoreResult<T>> outcome = await pipelines.For<T>()
                .ExecuteOutcomeAsync(
                    static (context, call) => call.Sender.AttemptAsync<T, TState>(call.Operation, call.Unit, call.State, call.Options, context.CancellationToken),
                    context,
                    (Sender: this, Operation: operation, Unit: unit, State: state, Options: options))
                .ConfigureAwait(false);

            outcome.ThrowIfException();
            StoreResult<T> result = outcome.Result;
            return result.Error is { } error && budget.IsSpentOn(error.Kind) ? error with { Exhausted = true } : result;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Outcome<StoreResult<T>>> AttemptAsync<T, TState>(
        StoreOperation operation, Func<TState, AttemptTimer, ValueTask<StoreResult<T>>> unit, TState state, UnitOptions options, CancellationToken cancellationToken)
    {
        AttemptTimer? timer = null;
        ConcurrencyLimiter.Place? place = null;
        try
        {
            if (options.TakesPlace)
            {
                place = await limiter.EnterAsync(cancellationToken).ConfigureAwait(false);
            }

            timer = new AttemptTimer(options.Timeout ?? attemptTimeout, timeProvider, cancellationToken);
            return Outcome.FromResult(await unit(state, timer).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (timer is { TimedOut: true } && !cancellationToken.IsCancellationRequested)
        {
            return Outcome.FromResult<StoreResult<T>>(new StoreError
            {
                Operation = operation,
                Kind = StoreErrorKind.Unknown,
                Code = StoreErrorCodes.AttemptTimeout,
                Message = $"no answer and no progress for {options.Timeout ?? attemptTimeout}",
            });
        }
#pragma warning disable CA1031 // Polly hands exceptions on as outcomes; SendAsync throws this one again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Outcome.FromException<StoreResult<T>>(exception);
        }
        finally
        {
            timer?.Dispose();
            place?.Dispose();
        }
    }
}
