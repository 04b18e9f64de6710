using System.Collections.Concurrent;
using ArchiveTransfer.ObjectStorage;
using Polly;
using Polly.Retry;

namespace ArchiveTransfer.Execution;

/// <summary>
/// The only retries there are: one Polly pipeline per kind of answer, built once. What may be spent travels with each unit
/// (<see cref="UnitBudget"/>), delays are exponential with jitter, and a Retry-After of the store is the least that is waited, up to the
/// longest time an object may be throttled: what a store says can neither take the delays away nor park the run.
/// </summary>
internal sealed class RetryPipelines(RetryOptions retry, TimeProvider timeProvider)
{
    public static readonly ResiliencePropertyKey<UnitBudget> Budget = new("archive_transfer.budget");

    private readonly ConcurrentDictionary<Type, object> pipelines = new();

    public ResiliencePipeline<StoreResult<T>> For<T>() =>
        (ResiliencePipeline<StoreResult<T>>)pipelines.GetOrAdd(typeof(T), static (_, self) => self.Build<T>(), this);

    private ResiliencePipeline<StoreResult<T>> Build<T>() =>
        new ResiliencePipelineBuilder<StoreResult<T>> { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions<StoreResult<T>>
            {
                // The budget decides, because throttling is limited by time and not by number.
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = retry.BaseDelay,
                MaxDelay = retry.MaxDelay,
                ShouldHandle = static arguments => new ValueTask<bool>(
                    arguments.Outcome is { Exception: null, Result.Error: { } error }
                    && arguments.Context.Properties.TryGetValue(Budget, out UnitBudget? budget)
                    && budget.TakeRetry(error.Kind)),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(arguments.Outcome.Result.Error?.RetryAfter is { } wait ? DelayAfter(wait, arguments.AttemptNumber) : null),
            })
            .Build();

    private TimeSpan DelayAfter(TimeSpan wait, int attempt)
    {
        TimeSpan longest = retry.MaxThrottledTime > retry.MaxDelay ? retry.MaxThrottledTime : retry.MaxDelay;
        double own = Math.Min(retry.MaxDelay.TotalMilliseconds, retry.BaseDelay.TotalMilliseconds * Math.Pow(2, attempt));
        double least = Math.Clamp(wait.TotalMilliseconds, 0, longest.TotalMilliseconds);
        double spread = Math.Max(own - least, retry.BaseDelay.TotalMilliseconds);
#pragma warning disable CA5394 // Spreads requests in time; keeps no secret.
        return TimeSpan.FromMilliseconds(least + (spread * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }
}
