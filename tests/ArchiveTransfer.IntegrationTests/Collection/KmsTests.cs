using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>ETags that look like MD5s and are none.</summary>
public sealed class KmsTests : CollectionTest
{
    [Fact]
    public async Task Unchanged_objects_in_a_KMS_bucket_are_not_copied_again_and_cost_three_looks()
    {
        Source.AddVirtual(10_000, index => $"{index:D5}", _ => 10);
        Lake.DefaultKms = true;
        // Times are whole seconds, and equal ones count as newer.
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        AssertSucceeded(await CollectAsync(options => options.Verification.Required = VerificationEvidence.None));
        Simulator.ReadCounters(reset: true);

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        Assert.Equal((0, 10_000, 10_000), (result.Totals.Copied, result.Totals.Skipped, result.Totals.SkippedByTime));
        Assert.InRange(Simulator.ReadCounters().Requests.GetValueOrDefault("HeadObject"), 1, 3);
        Assert.Equal(0, Simulator.ReadCounters().Requests.GetValueOrDefault("CopyObject"));
    }

    [Fact]
    public async Task A_changed_object_in_a_plain_bucket_is_copied_although_the_destination_is_newer()
    {
        Source.Put("a.zip", Bytes(10, seed: 1));
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        Lake.Put("a.zip", Bytes(10, seed: 2));

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync();

        AssertSucceeded(result);
        Assert.Equal(TransferReasons.ContentChanged, outcomes["a.zip"].Reason);
        AssertMirrored();
    }

    [Fact]
    public async Task Copies_into_a_KMS_bucket_are_read_back_for_their_size()
    {
        Source.Put("a.zip", Bytes(10));
        Lake.DefaultKms = true;

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync();

        AssertSucceeded(result);
        Assert.Equal(VerificationEvidence.SizeOnly, outcomes["a.zip"].Evidence);
        Assert.NotNull(outcomes["a.zip"].EvidenceReason);
    }
}
