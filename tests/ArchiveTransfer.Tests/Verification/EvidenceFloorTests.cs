using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Strategies;
using Xunit;
using static ArchiveTransfer.Strategies.TransferBench;

namespace ArchiveTransfer.Verification;

/// <summary>What is below the required evidence is removed when it is for certain ours, and never otherwise.</summary>
public sealed class EvidenceFloorTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "v2", true)]
    [InlineData("v2", "v2", true)]
    [InlineData("v1", "v2", false)]
    public async Task An_object_of_the_wrong_size_is_removed_only_while_it_is_the_version_that_was_written(string? written, string? found, bool removed)
    {
        using var bench = new TransferBench(static options => options.Destination.Bucket = DestinationBucket);
        PlannedTransfer item = bench.Plan(1000);
        string eTag = Place(bench, found);

        TransferAttempt attempt = await ApplyAsync(bench, new TransferAttempt(item, null) { ETag = eTag, VersionId = written });

        Assert.Equal(TransferErrorCodes.VerificationFailed, attempt.Error?.Code);
        Assert.Equal(removed, !bench.HasCopy);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("v2")]
    public async Task What_somebody_else_wrote_stays(string? version)
    {
        using var bench = new TransferBench(static options => options.Destination.Bucket = DestinationBucket);
        PlannedTransfer item = bench.Plan(1000);
        string eTag = Place(bench, version);

        foreach (TransferAttempt copied in new[]
        {
            TransferAttempt.Copied(item, "0123456789abcdef0123456789abcdef"),
            TransferAttempt.Copied(item),
            TransferAttempt.Found(item, eTag),
        })
        {
            TransferAttempt attempt = await ApplyAsync(bench, copied);

            Assert.Equal(TransferErrorCodes.VerificationFailed, attempt.Error?.Code);
            Assert.Contains("left behind", attempt.Error!.Message, StringComparison.Ordinal);
            Assert.True(bench.HasCopy);
        }
    }

    [Fact]
    public async Task A_removal_that_is_refused_is_said_so()
    {
        using var bench = new TransferBench(static options => options.Destination.Bucket = DestinationBucket);
        PlannedTransfer item = bench.Plan(1000);
        string eTag = Place(bench, version: null);
        bench.Store.Add(FakeFault.Status(StoreOperation.DeleteObject, 403, "Access\nDenied"));

        TransferAttempt attempt = await ApplyAsync(bench, TransferAttempt.Copied(item, eTag));

        Assert.Contains("removing it failed (Access\\u000aDenied)", attempt.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_object_that_became_visible_is_removed()
    {
        using var bench = new TransferBench(static options => options.Destination.Bucket = DestinationBucket);
        PlannedTransfer item = bench.Plan(1000);
        bench.Store.Add(new FakeFault(StoreOperation.PutObject, times: 100) { Corrupts = true });

        TransferAttempt attempt = await StrategyKind.Streaming.Make().TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);
        Assert.True(bench.HasCopy);
        attempt = await EvidenceFloor.CleanUpAsync(attempt, bench.Run, new ObjectTally(), TestContext.Current.CancellationToken);

        Assert.Equal(TransferErrorCodes.VerificationFailed, attempt.Error?.Code);
        Assert.Contains("removed again", attempt.Error!.Message, StringComparison.Ordinal);
        Assert.False(bench.HasCopy);
    }

    /// <summary>An object of another size than was planned.</summary>
    private static string Place(TransferBench bench, string? version)
    {
        FakeContent content = FakeContent.Pattern(900, seed: 5);
        bench.Store[DestinationBucket, Key] = new FakeObject { Content = content, ETag = content.ETag, LastModified = bench.Time.GetUtcNow(), VersionId = version };
        return content.ETag;
    }

    private static ValueTask<TransferAttempt> ApplyAsync(TransferBench bench, TransferAttempt attempt) =>
        EvidenceFloor.ApplyAsync(attempt, bench.Run, new ObjectTally(), TestContext.Current.CancellationToken);
}
