using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What is there is recognized, also where the store makes that hard.</summary>
public sealed class ProofTests : S5cmdCollectionTest
{
    [Theory]
    [InlineData(DirectEngine.Auto)]
    [InlineData(DirectEngine.S5cmd)]
    public async Task A_source_whose_ETags_are_no_MD5s_is_proven_by_size_and_says_so(DirectEngine engine)
    {
        Source.DefaultKms = true;
        PutMany(20);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectByAsync(StandIn(), options => options.DirectEngine = engine);

        AssertAllByS5cmd(result, 20);
        Assert.All(outcomes.Values, static outcome => Assert.Equal((VerificationEvidence.SizeOnly, 1), (outcome.Evidence, outcome.Attempts)));
    }
}
