using Xunit;

namespace ArchiveTransfer.S5cmd;

public sealed class LearnedRegionTests : S5cmdCollectionTest
{
    [Fact]
    public async Task A_child_signs_for_the_region_that_was_learned_before_it_started()
    {
        PutMany(20);

        ArchiveCollectionResult result = await CollectAsync(By(StandIn(), static options => options.Destination.Region = "mars-1"), Parts());

        AssertAllByS5cmd(result, 20);
        Assert.Equal(1, Simulator.Requests.Count(static request => request.StatusCode == 400));
    }
}
