using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using Polly;

namespace ArchiveTransfer.Execution;

/// <summary>
/// Sends units of work to one store: one request, or a GET that flows into a PUT and cannot be repeated apart. Each attempt has a place
/// among the requests in flight and a clock; waits between attempts hold neither.
/// </summary>
internal sealed class RequestSender(RetryPipelines pipelines, RetryOptions retry, TimeSpan attemptTimeout, RequestPlaces places, RequestCounters counters, TimeProvider timeProvider)
{
    private readonly ConcurrentQueue<AttemptTimer> timers = new();

    public RequestPlaces Places => places;

    public TimeProvider Time => timeProvider;

    /// <summary>Sends a unit until it succeeds, is refused, or its budget is spent (<see cref="StoreError.Exhausted"/>).</summary>
    /// <param name="operation">Names the unit when its time is up.</param>
    /// <param name="unit">One attempt. Static, so that nothing is captured per object. An answer of kind <see cref="StoreErrorKind.Unknown"/> is repeated only when <paramref name="options"/> say that repeating is harmless; a write settles it first by looking.</param>
    /// <param name="tally">Counts the object's retries; null for what belongs to no object.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<StoreResult<T>> SendAsync<T, TState>(
        StoreOperation operation,
        Func<TState, AttemptTimer, ValueTask<StoreResult<T>>> unit,
        TState state,
        ObjectTally? tally,
        UnitOptions options,
        CancellationToken cancellationToken)
    {
        // Nearly every unit succeeds at once, and then nothing of what follows is made.
        long begun = timeProvider.GetTimestamp();
        StoreResult<T> first = await AttemptAsync<T, TState>(operation, unit, state, options, cancellationToken).ConfigureAwait(false);
        return first.IsSuccess ? first : await RepeatAsync(first, begun, operation, unit, state, tally, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on after an error: the pipeline gets it as its first answer.</summary>
    private async ValueTask<StoreResult<T>> RepeatAsync<T, TState>(
        StoreResult<T> first,
        long begun,
        StoreOperation operation,
        Func<TState, AttemptTimer, ValueTask<StoreResult<T>>> unit,
        TState state,
        ObjectTally? tally,
        UnitOptions options,
        CancellationToken cancellationToken)
    {
        var budget = new UnitBudget(retry, operation, options, places, tally, counters);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RetryPipelines.Budget, budget);
            StoreResult<T>? given = first;
            long lastBegun = timeProvider.GetTimestamp();
            Outcome<StoreResult<T>> outcome = await pipelines.For<T>()
                .ExecuteOutcomeAsync(
                    async (context, _) =>
                    {
                        if (given is { } known)
                        {
                            given = null;
                            return Outcome.FromResult(known);
                        }

                        lastBegun = timeProvider.GetTimestamp();
                        return await CaughtAsync<T, TState>(operation, unit, state, options, context.CancellationToken).ConfigureAwait(false);
                    },
                    context,
                    0)
                .ConfigureAwait(false);

            outcome.ThrowIfException();
            StoreResult<T> result = outcome.Result;
            counters.Lost(timeProvider.GetElapsedTime(begun, result.IsSuccess ? lastBegun : timeProvider.GetTimestamp()));
            return result.Error is { } error && budget.IsSpentOn(error.Kind) ? error with { Exhausted = true } : result;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Polly wants exceptions as outcomes; <see cref="RepeatAsync"/> throws this one again.</summary>
    private async ValueTask<Outcome<StoreResult<T>>> CaughtAsync<T, TState>(
        StoreOperation operation, Func<TState, AttemptTimer, ValueTask<StoreResult<T>>> unit, TState state, UnitOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return Outcome.FromResult(await AttemptAsync<T, TState>(operation, unit, state, options, cancellationToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // See above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Outcome.FromException<StoreResult<T>>(exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StoreResult<T>> AttemptAsync<T, TState>(
        StoreOperation operation, Func<TState, AttemptTimer, ValueTask<StoreResult<T>>> unit, TState state, UnitOptions options, CancellationToken cancellationToken)
    {
        AttemptTimer? timer = null;
        Place place = default;
        var outcome = PlaceOutcome.Abandoned;
        try
        {
            if (options.TakesPlace)
            {
                place = await places.EnterAsync(operation, options.At, cancellationToken).ConfigureAwait(false);
            }

            timer = AttemptTimer.Start(options.Timeout ?? attemptTimeout, timeProvider, cancellationToken, timers);
            TimeSpan sentAt = options.TakesPlace ? place.EnteredAt : places.Now;
            StoreResult<T> result = await unit(state, timer).ConfigureAwait(false);
            outcome = RequestPlaces.OutcomeOf(result.Error);
            if (!options.TakesPlace)
            {
                places.Note(operation, options.At, outcome, sentAt);
            }

            return result;
        }
        catch (OperationCanceledException) when (timer is { TimedOut: true } && !cancellationToken.IsCancellationRequested)
        {
            return new StoreError
            {
                Operation = operation,
                Kind = StoreErrorKind.Unknown,
                Code = StoreErrorCodes.AttemptTimeout,
                Message = $"no answer and no progress for {options.Timeout ?? attemptTimeout}",
            };
        }
        finally
        {
            timer?.Dispose();
            place.Leave(outcome);
        }
    }
}
