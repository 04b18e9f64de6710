#pragma warning disable CA2012, xUnit1031 // A free place is there at once, which is what is tested; waits are kept to see who is served.
using Xunit;

namespace ArchiveTransfer.Execution.Concurrency;

public sealed class EndpointLimitersTests
{
    private readonly EndpointLimiters registry = new();

    [Theory]
    [InlineData("http://store:9000", "HTTP://Store:9000/", true)]
    [InlineData("https://store", "https://store:443/x", true)]
    [InlineData(null, "", true)]
    [InlineData("http://store:9000", "http://store:9001", false)]
    [InlineData("http://store:9000", null, false)]
    public void Runs_on_one_endpoint_share_its_limiter(string? one, string? two, bool same)
    {
        EndpointLimiter first = registry.Acquire(one, TimeProvider.System);
        Assert.Equal(same, first == registry.Acquire(two, TimeProvider.System));
        Assert.NotEqual(first, registry.Acquire(one, new VirtualClock()));
    }

    [Fact]
    public void What_was_learnt_is_kept_a_while_and_shown_only_while_it_is_used()
    {
        EndpointLimiter limiter = registry.Acquire("http://store", TimeProvider.System);
        limiter.EnterAsync("bucket", writes: true, 16, share: null, key: null, CancellationToken.None).Result.Leave(PlaceOutcome.Answered);
        Assert.Single(registry.Read());

        registry.Release(limiter);
        Assert.Empty(registry.Read());
        Assert.Same(limiter, registry.Acquire("http://store", TimeProvider.System));
        Assert.Single(registry.Read());
    }

    [Fact]
    public void It_is_released_as_often_as_it_was_acquired()
    {
        EndpointLimiter limiter = registry.Acquire("http://store", TimeProvider.System);
        registry.Acquire("http://store", TimeProvider.System);
        registry.Release(limiter);
        Assert.Same(limiter, registry.Acquire("http://store", TimeProvider.System));
    }

    [Fact]
    public void Endpoints_that_no_run_uses_are_few_and_keep_no_clock_of_somebodys_own()
    {
        for (int i = 0; i < 1_000; i++)
        {
            registry.Release(registry.Acquire($"http://store-{i}", TimeProvider.System));
            registry.Release(registry.Acquire($"http://store-{i}", new VirtualClock()));
        }

        Assert.InRange(registry.Count, 1, 32);
    }
}
