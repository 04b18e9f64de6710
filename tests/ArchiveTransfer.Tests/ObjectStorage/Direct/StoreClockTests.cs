using System.Globalization;
using Xunit;

namespace ArchiveTransfer.ObjectStorage.Direct;

public sealed class StoreClockTests
{
    [Fact]
    public void A_store_that_refuses_the_time_says_what_time_it_is()
    {
        var clock = new StoreClock();
        var told = TimeProvider.System.GetUtcNow().AddHours(3);
        var error = clock.Heed(Refusal(StoreOperation.CopyObject, "RequestTimeTooSkewed"), told.ToString("r", CultureInfo.InvariantCulture));
        Assert.Equal(StoreErrorKind.Transient, error.Kind);
        Assert.InRange(clock.Now, told.UtcDateTime.AddMinutes(-2), told.UtcDateTime.AddMinutes(2));
    }

    [Fact]
    public void A_HEAD_that_is_refused_by_a_store_in_another_time_was_refused_for_its_time()
    {
        var clock = new StoreClock();
        var error = clock.Heed(Refusal(StoreOperation.HeadObject, "AccessDenied"), TimeProvider.System.GetUtcNow().AddHours(-1).ToString("r", CultureInfo.InvariantCulture));
        Assert.Equal((StoreErrorKind.Transient, "RequestTimeTooSkewed"), (error.Kind, error.Code));
    }

    [Theory]
    [InlineData("HeadObject", "AccessDenied", 1)]
    [InlineData("CopyObject", "AccessDenied", 60)]
    public void Another_refusal_is_another_refusal(string operation, string code, int minutes)
    {
        var clock = new StoreClock();
        var refusal = Refusal(Enum.Parse<StoreOperation>(operation), code);
        Assert.Same(refusal, clock.Heed(refusal, TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToString("r", CultureInfo.InvariantCulture)));
        Assert.InRange(clock.Now, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
    }

    private static StoreError Refusal(StoreOperation operation, string code) => new()
    {
        Operation = operation,
        Kind = StoreErrorTable.Classify(operation, 403, code),
        StatusCode = 403,
        Code = code,
    };
}
