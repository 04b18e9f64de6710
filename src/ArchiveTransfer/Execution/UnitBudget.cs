using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>
/// What one unit of work may still spend: transient errors are counted, throttling is timed. Time counts while nothing is answered where the
/// unit is refused; a unit that alone is refused among others that are not has more time, not all there is.
/// </summary>
internal sealed class UnitBudget(
    RetryOptions retry, StoreOperation operation, UnitOptions options, RequestPlaces places, ObjectTally? tally, RequestCounters counters)
{
    /// <summary>Times the time for throttling that a unit may be refused while others are not.</summary>
    public const int MostThrottledTimes = 8;

    private int failures;
    private TimeSpan? throttledSince;

    public bool TakeRetry(StoreErrorKind kind)
    {
        bool granted = kind switch
        {
            StoreErrorKind.Transient => ++failures <= retry.MaxRetryAttempts,
            StoreErrorKind.Unknown => options.RepeatsUnknown && ++failures <= retry.MaxRetryAttempts,
            StoreErrorKind.Throttled => MayBeThrottled(),
            _ => false,
        };

        if (kind == StoreErrorKind.Throttled)
        {
            counters.Throttle();
        }

        if (granted)
        {
            counters.Retry();
            tally?.Retry();
        }

        return granted;
    }

    public bool IsSpentOn(StoreErrorKind kind) => kind is StoreErrorKind.Transient or StoreErrorKind.Throttled || (options.RepeatsUnknown && kind == StoreErrorKind.Unknown);

    private bool MayBeThrottled()
    {
        TimeSpan now = places.Now;
        TimeSpan since = throttledSince ??= now;
        TimeSpan standstill = now - (places.ProgressAt(operation, options.At) is { } progress && progress > since ? progress : since);
        return standstill < retry.MaxThrottledTime && now - since < retry.MaxThrottledTime * MostThrottledTimes;
    }
}
