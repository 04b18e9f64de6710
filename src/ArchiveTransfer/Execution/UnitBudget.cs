using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>What one unit of work may still spend: transient errors are counted, throttling is timed.</summary>
internal sealed class UnitBudget(RetryOptions retry, bool repeatsUnknown, ObjectTally? tally, RequestCounters counters, TimeProvider timeProvider)
{
    private int failures;
    private long? throttledSince;

    public bool TakeRetry(StoreErrorKind kind)
    {
        bool granted = kind switch
        {
            StoreErrorKind.Transient => ++failures <= retry.MaxRetryAttempts,
            StoreErrorKind.Unknown => repeatsUnknown && ++failures <= retry.MaxRetryAttempts,
            StoreErrorKind.Throttled => timeProvider.GetElapsedTime(throttledSince ??= timeProvider.GetTimestamp()) < retry.MaxThrottledTime,
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

    public bool IsSpentOn(StoreErrorKind kind) => kind is StoreErrorKind.Transient or StoreErrorKind.Throttled || (repeatsUnknown && kind == StoreErrorKind.Unknown);
}
