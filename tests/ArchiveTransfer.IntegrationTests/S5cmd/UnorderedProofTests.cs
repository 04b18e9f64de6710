using ArchiveTransfer.Strategies.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Listings in no order do not tell what is missing.</summary>
public sealed class UnorderedProofTests : S5cmdCollectionTest
{
    protected override void Configure(S3SimulatorOptions options) => options.ListsUnordered = true;

    [Theory]
    [InlineData(OverwriteMode.IfDifferent)]
    [InlineData(OverwriteMode.Always)]
    public async Task What_a_listing_in_no_order_does_not_show_is_not_copied_again(OverwriteMode overwrite)
    {
        PutMany(60);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectByAsync(
            StandIn(), options => options.Overwrite = overwrite, new S5cmdSettings { WindowObjects = 20 });

        AssertAllByS5cmd(result, 60);
        Assert.All(outcomes.Values, static outcome => Assert.Equal((VerificationEvidence.ETag, 1), (outcome.Evidence, outcome.Attempts)));
    }

    /// <summary>Where proofs fail as a whole the room for unproven objects runs out: the run must end all the same.</summary>
    [Fact]
    public async Task A_proof_that_throws_fails_objects_and_does_not_stop_the_run()
    {
        PutMany(60);
        using var throwing = new DisturbedLogger(static text =>
        {
            if (text.Contains("looked up one by one", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("the disk is full");
            }
        });

        Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome>)> running = CollectOutcomesAsync(
            By(StandIn(), static options => (options.Overwrite, options.MaxConcurrency) = (OverwriteMode.Always, 2)),
            new ArchiveCollectionComponents { LoggerFactory = throwing, S5cmdSettings = new S5cmdSettings { WindowObjects = 5 } });

        Assert.Equal(60, (await running.WaitAsync(TimeSpan.FromMinutes(5), Cancellation)).Result.Totals.Planned);
    }
}
