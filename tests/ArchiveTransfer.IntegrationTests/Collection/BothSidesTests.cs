using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Source and destination are listed side by side from the first request on.</summary>
public sealed class BothSidesTests : CollectionTest
{
    [Fact]
    public async Task The_destination_is_listed_while_the_source_has_not_answered_yet()
    {
        Source.AddVirtual(3, index => $"{index}", _ => 1);
        IDisposable stalled = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "ListObjectsV2", Bucket = Source.Name });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using ArchiveCollectionWorkflow workflow = Workflow();

        Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(cancellation.Token);
        await ListedAsync(2);
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => running);
        stalled.Dispose();
    }

    [Fact]
    public async Task A_source_that_cannot_be_listed_ends_the_run_though_the_destination_does_not_answer()
    {
        using IDisposable stalled = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "ListObjectsV2", Bucket = Lake.Name });
        using IDisposable refused = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListObjectsV2", Bucket = Source.Name, StatusCode = 403, Code = "AccessDenied" });

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.AttemptTimeout = TimeSpan.FromHours(1)));

        Assert.Contains("may not list bucket 'archive'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_each_side_is_all_that_is_listed()
    {
        Source.AddVirtual(3, index => $"{index}", _ => 1);

        AssertSucceeded(await CollectAsync());

        Assert.Equal(2, Simulator.ReadCounters().Requests["ListObjectsV2"]);
    }

    private async Task ListedAsync(int times)
    {
        while (Simulator.ReadCounters().Requests.GetValueOrDefault("ListObjectsV2") < times)
        {
            await Task.Delay(10, Cancellation);
        }
    }
}
