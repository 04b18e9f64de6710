using Amazon.Runtime;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>Whoever is asked for credentials has no token to be let go by; whoever asks has.</summary>
public sealed class HangingProviderTests : CollectionTest
{
    /// <summary>No run takes as long: it bounds a test that fails.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_run_whose_provider_hangs_can_be_cancelled(int at)
    {
        // Before the run, with its first request, and in the middle of it: who runs for longer than a second asks again.
        PutMany(200);
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(40) });
        using var cancel = new CancellationTokenSource();
        await using ArchiveCollectionWorkflow workflow = Workflow(
            options => (options.OperationMode, options.MaxConcurrency, options.SettleTimeout) = (OperationMode.DirectSync, 4, TimeSpan.FromSeconds(2)),
            Given(new HangingCredentials(Collector, at, cancel.Cancel)));

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(
            () => workflow.ExecuteAsync(cancellationToken: cancel.Token).WaitAsync(Long, Cancellation));

        AssertBalanced(exception.Result.Totals);
        Assert.Equal(ArchiveCollectionStatus.Canceled, exception.Result.Status);
    }

    [Fact]
    public async Task A_check_whose_provider_hangs_can_be_cancelled()
    {
        PutMany(1);
        using var cancel = new CancellationTokenSource();
        await using ArchiveCollectionWorkflow workflow = Workflow(components: Given(new HangingCredentials(Collector, 1, cancel.Cancel)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workflow.CheckAsync(cancel.Token).WaitAsync(Long, Cancellation));
    }

    [Fact]
    public async Task Cancelled_before_it_begins_a_run_says_so_whatever_the_provider_takes()
    {
        PutMany(1);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await using ArchiveCollectionWorkflow workflow = Workflow(components: Given(new HangingCredentials(Collector, 1, static () => { })));

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(
            () => workflow.ExecuteAsync(new ArchiveCollectionRunOptions { RunId = "night" }, cancelled.Token).WaitAsync(Long, Cancellation));
        await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => workflow.PlanAsync(cancellationToken: cancelled.Token).WaitAsync(Long, Cancellation));

        Assert.Equal((ArchiveCollectionStatus.Canceled, "night", 0), (exception.Result.Status, exception.Result.RunId, exception.Result.Totals.Planned));
        Assert.Equal(cancelled.Token, exception.CancellationToken);
        Assert.Empty(Simulator.Requests);
    }

    private static ArchiveCollectionComponents Given(AWSCredentials credentials) => new() { DestinationCredentials = credentials };

    private void PutMany(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Source.Put($"{i:D4}", Bytes(10, i));
        }
    }
}
