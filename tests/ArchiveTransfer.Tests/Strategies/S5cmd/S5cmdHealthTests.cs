using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

public sealed class S5cmdHealthTests
{
    [Fact]
    public void Only_failures_one_after_the_other_count()
    {
        var health = new S5cmdHealth(3);
        health.Ended(fruitful: false, failed: true);
        health.Ended(fruitful: false, failed: true);
        health.Ended(fruitful: true, failed: false);
        health.Ended(fruitful: false, failed: true);
        health.Ended(fruitful: false, failed: false);
        health.Ended(fruitful: false, failed: true);
        Assert.False(health.IsBroken);

        health.Ended(fruitful: false, failed: true);
        Assert.True(health.IsBroken);

        health.Ended(fruitful: true, failed: false);
        Assert.True(health.IsBroken);
    }
}
