using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using Xunit;

namespace ArchiveTransfer.Execution;

public sealed class UnitBudgetTests
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(15);

    private readonly VirtualClock clock = new();
    private readonly RequestPlaces places;

    public UnitBudgetTests() => places = new RequestPlaces(new EndpointLimiter("store", clock), "to", share: null, bodies: null, start: 16);

    [Fact]
    public void A_unit_that_is_refused_while_others_are_not_has_its_time_left()
    {
        UnitBudget budget = Budget();
        for (TimeSpan spent = TimeSpan.Zero; spent < Most * 4; spent += Most / 2)
        {
            Assert.True(budget.TakeRetry(StoreErrorKind.Throttled));
            clock.Now += Most / 2;
            places.Note(StoreOperation.CopyObject, at: null, PlaceOutcome.Answered, clock.Now);
        }
    }

    [Fact]
    public void A_store_that_refuses_everything_ends_the_unit_when_its_time_is_over()
    {
        UnitBudget budget = Budget();
        Assert.True(budget.TakeRetry(StoreErrorKind.Throttled));
        clock.Now += Most - TimeSpan.FromTicks(1);
        Assert.True(budget.TakeRetry(StoreErrorKind.Throttled));
        clock.Now += TimeSpan.FromTicks(1);
        Assert.False(budget.TakeRetry(StoreErrorKind.Throttled));
        Assert.True(budget.IsSpentOn(StoreErrorKind.Throttled));
    }

    [Fact]
    public void Time_counts_from_the_last_answer_to_others()
    {
        UnitBudget budget = Budget();
        Assert.True(budget.TakeRetry(StoreErrorKind.Throttled));
        clock.Now += Most / 2;
        places.Note(StoreOperation.CopyObject, at: null, PlaceOutcome.Answered, clock.Now);
        clock.Now += Most * 0.75;
        Assert.True(budget.TakeRetry(StoreErrorKind.Throttled));
        clock.Now += Most * 0.25;
        Assert.False(budget.TakeRetry(StoreErrorKind.Throttled));
    }

    [Fact]
    public void Reads_that_are_answered_are_no_progress_of_a_write()
    {
        UnitBudget budget = Budget();
        Assert.True(budget.TakeRetry(StoreErrorKind.Throttled));
        clock.Now += Most;
        places.Note(StoreOperation.HeadObject, at: null, PlaceOutcome.Answered, clock.Now);
        Assert.False(budget.TakeRetry(StoreErrorKind.Throttled));
    }

    [Fact]
    public void A_unit_that_alone_is_refused_ends_too()
    {
        UnitBudget budget = Budget();
        int granted = 0;
        while (budget.TakeRetry(StoreErrorKind.Throttled))
        {
            granted++;
            clock.Now += Most / 2;
            places.Note(StoreOperation.CopyObject, at: null, PlaceOutcome.Answered, clock.Now);
        }

        Assert.Equal(2 * UnitBudget.MostThrottledTimes, granted);
    }

    private UnitBudget Budget() =>
        new(new RetryOptions { MaxThrottledTime = Most }, StoreOperation.CopyObject, UnitOptions.Repeatable, places, tally: null, new RequestCounters());
}
