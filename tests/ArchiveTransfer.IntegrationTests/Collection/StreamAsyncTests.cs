using System.Collections.Concurrent;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Outcomes as a stream: every one of them, at the consumer's pace, and a run that ends with its enumeration.</summary>
public sealed class StreamAsyncTests : CollectionTest
{
    [Fact]
    public async Task Every_object_is_yielded_once_and_every_enumeration_is_a_new_run()
    {
        Source.AddVirtual(1_500, index => $"{index:D4}", _ => 10);
        await using ArchiveCollectionWorkflow workflow = Workflow();
        IAsyncEnumerable<TransferOutcome> stream = workflow.StreamAsync(cancellationToken: Cancellation);
        Assert.Empty(Simulator.ReadCounters().Requests);

        List<TransferOutcome> first = await ReadAsync(stream);
        List<TransferOutcome> second = await ReadAsync(stream);

        Assert.Equal(Source.Keys, first.Select(outcome => outcome.Source.Key).Order(StringComparer.Ordinal));
        Assert.All(first, outcome => Assert.Equal(TransferStatus.Copied, outcome.Status));
        Assert.Equal(Source.Keys, second.Select(outcome => outcome.Source.Key).Order(StringComparer.Ordinal));
        Assert.All(second, outcome => Assert.Equal(TransferStatus.Skipped, outcome.Status));
    }

    [Fact]
    public async Task A_slow_consumer_slows_the_run()
    {
        Source.AddVirtual(3_000, index => $"{index:D4}", _ => 10);
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.MaxConcurrency = 4);
        await using IAsyncEnumerator<TransferOutcome> outcomes = workflow.StreamAsync(cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.True(await outcomes.MoveNextAsync());
        int copied = await UnchangingCountAsync();

        // What waits in the stream, and what is in the workers' hands.
        Assert.InRange(copied, 1, 100);
        int yielded = 1;
        while (await outcomes.MoveNextAsync())
        {
            yielded++;
        }

        Assert.Equal((3_000, 3_000), (yielded, Lake.Keys.Count()));
    }

    [Fact]
    public async Task An_early_stop_cancels_the_run_and_waits_until_it_has_settled()
    {
        Source.AddVirtual(2_000, index => $"{index:D4}", _ => 10);
        Simulator.Shape(new S3Shaping { OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromMilliseconds(20) } });
        var snapshots = new ConcurrentQueue<ArchiveCollectionProgress>();
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.MaxConcurrency = 4);

        await foreach (TransferOutcome outcome in workflow.StreamAsync(new ArchiveCollectionRunOptions { Progress = new Recorder(snapshots) }, Cancellation))
        {
            Assert.Equal(TransferStatus.Copied, outcome.Status);
            break;
        }

        Assert.True(snapshots.Last().IsFinal, "the run goes on behind the consumer's back");
        AssertBalanced(snapshots.Last().Totals);
        Assert.InRange(Lake.Keys.Count(), 1, 100);
        Assert.Equal(0, Lake.OpenUploads);
    }

    [Fact]
    public async Task What_a_consumer_throws_is_what_is_thrown()
    {
        Source.AddVirtual(500, index => $"{index:D4}", _ => 10);
        await using ArchiveCollectionWorkflow workflow = Workflow();

        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (TransferOutcome outcome in workflow.StreamAsync(cancellationToken: Cancellation))
            {
                throw new FormatException(outcome.Source.Key);
            }
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_run_yields_what_it_settles_and_throws_with_the_callers_token(bool tokenOfTheEnumeration)
    {
        Source.AddVirtual(2_000, index => $"{index:D4}", _ => 10);
        using var cancellation = new CancellationTokenSource();
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.MaxConcurrency = 4);
        IAsyncEnumerable<TransferOutcome> stream = tokenOfTheEnumeration ? workflow.StreamAsync(cancellationToken: CancellationToken.None) : workflow.StreamAsync(cancellationToken: cancellation.Token);
        int yielded = 0;

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(async () =>
        {
            await foreach (TransferOutcome outcome in stream.WithCancellation(tokenOfTheEnumeration ? cancellation.Token : default))
            {
                if (++yielded == 10)
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(exception.Result.Totals.Planned, yielded);
        AssertBalanced(exception.Result.Totals);
    }

    [Fact]
    public async Task A_run_that_cannot_begin_throws_what_executing_it_throws()
    {
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.Source.Bucket = "nowhere");

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => ReadAsync(workflow.StreamAsync(cancellationToken: Cancellation)));

        Assert.Equal(TransferErrorCodes.BucketNotFound, exception.ErrorCode);
    }

    [Fact]
    public async Task A_run_that_stops_before_its_end_yields_all_that_was_planned_and_throws()
    {
        Source.AddVirtual(2_000, index => $"{index:D4}", _ => 10);
        Source.DenyReadOf(_ => true);
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.MaxConcurrency = 4);
        var outcomes = new List<TransferOutcome>();

        ArchiveCollectionFailedException exception = await Assert.ThrowsAsync<ArchiveCollectionFailedException>(async () =>
        {
            await foreach (TransferOutcome outcome in workflow.StreamAsync(cancellationToken: Cancellation))
            {
                outcomes.Add(outcome);
            }
        });

        Assert.Equal(TransferErrorCodes.FailureStorm, exception.Result.Error?.Code);
        Assert.Equal(exception.Result.Totals.Planned, outcomes.Count);
        Assert.Equal(exception.Result.Totals.Failed, outcomes.Count(outcome => outcome.Status == TransferStatus.Failed));
    }

    [Fact]
    public async Task Failed_objects_are_outcomes_and_throw_nothing()
    {
        Source.AddVirtual(20, index => $"{index:D4}", _ => 10);
        Source.DenyReadOf(key => key == "0007");
        await using ArchiveCollectionWorkflow workflow = Workflow();

        List<TransferOutcome> outcomes = await ReadAsync(workflow.StreamAsync(cancellationToken: Cancellation));

        Assert.Equal("0007", Assert.Single(outcomes, outcome => outcome.Status == TransferStatus.Failed).Source.Key);
    }

    [Fact]
    public async Task An_observer_sees_each_outcome_before_it_is_yielded_and_ends_the_run_when_it_throws()
    {
        Source.AddVirtual(200, index => $"{index:D4}", _ => 10);
        var seen = new ConcurrentDictionary<string, bool>();
        await using ArchiveCollectionWorkflow workflow = Workflow();
        var run = new ArchiveCollectionRunOptions
        {
            OnOutcome = (outcome, _) => seen.TryAdd(outcome.Source.Key, true) && seen.Count <= 150 ? default : throw new InvalidOperationException("full"),
        };

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(async () =>
        {
            await foreach (TransferOutcome outcome in workflow.StreamAsync(run, Cancellation))
            {
                Assert.True(seen.ContainsKey(outcome.Source.Key));
            }
        });

        Assert.Equal(TransferErrorCodes.ObserverFailed, exception.ErrorCode);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    private static async Task<List<TransferOutcome>> ReadAsync(IAsyncEnumerable<TransferOutcome> stream)
    {
        var outcomes = new List<TransferOutcome>();
        await foreach (TransferOutcome outcome in stream)
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    /// <summary>How many objects have arrived once no more do.</summary>
    private async Task<int> UnchangingCountAsync()
    {
        int before = -1;
        int now = 0;
        while (now != before)
        {
            await Task.Delay(500, Cancellation);
            (before, now) = (now, Lake.Keys.Count());
        }

        return now;
    }

    private sealed class Recorder(ConcurrentQueue<ArchiveCollectionProgress> snapshots) : IProgress<ArchiveCollectionProgress>
    {
        public void Report(ArchiveCollectionProgress value) => snapshots.Enqueue(value);
    }
}
