using System.Collections.Concurrent;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>What makes a whole run stop, and the run that just stays below.</summary>
public sealed class SanityTests : CollectionTest
{
    [Fact]
    public async Task Nothing_selected_is_a_failure_unless_it_is_allowed()
    {
        Source.Put("data/a.zip", Bytes(1));

        ArchiveCollectionResult result = await CollectAsync(options => options.Source.Prefix = "dta/");

        Assert.Equal((ArchiveCollectionStatus.Failed, TransferErrorCodes.SourceEmpty), (result.Status, result.Error?.Code));
        Assert.Contains("'dta/'", result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(TransferErrorCodes.SourceEmpty, Assert.Throws<ArchiveCollectionFailedException>(result.EnsureSucceeded).ErrorCode);
        AssertSucceeded(await CollectAsync(options =>
        {
            options.Source.Prefix = "dta/";
            options.Sanity.AllowEmptySource = true;
        }));
    }

    [Fact]
    public async Task A_mass_change_stops_before_the_first_object_is_replaced()
    {
        await FillTwiceAsync(objects: 5_000, changed: 1_100);

        ArchiveCollectionResult result = await CollectAsync();

        Assert.Equal((ArchiveCollectionStatus.Failed, TransferErrorCodes.MassChange), (result.Status, result.Error?.Code));
        Assert.Equal(0, result.Totals.Copied);
        Assert.All(Lake.Keys, key => Assert.Equal(100, Lake.Get(key)!.Size));
    }

    [Fact]
    public async Task A_change_below_the_share_goes_through_wherever_in_the_listing_it_is()
    {
        await FillTwiceAsync(objects: 5_600, changed: 1_100);

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        Assert.Equal(1_100, result.Totals.Copied);
    }

    [Fact]
    public async Task Overwriting_on_demand_is_no_mass_change()
    {
        await FillTwiceAsync(objects: 1_500, changed: 1_500);
        AssertSucceeded(await CollectAsync(options => options.Overwrite = OverwriteMode.Always));
    }

    [Fact]
    public async Task A_storm_of_one_permanent_error_ends_the_run_and_the_rest_is_not_attempted()
    {
        Source.AddVirtual(2_000, index => $"{index:D4}", _ => 10);
        Source.DenyReadOf(_ => true);

        ArchiveCollectionResult result = await CollectAsync(options => options.MaxConcurrency = 4);

        Assert.Equal((ArchiveCollectionStatus.Failed, TransferErrorCodes.FailureStorm), (result.Status, result.Error?.Code));
        Assert.InRange(result.Totals.Failed, 100, 104);
        Assert.Equal(100, result.Failures.Count);
    }

    [Fact]
    public async Task A_success_between_failures_is_no_storm()
    {
        Source.AddVirtual(400, index => $"{index:D4}", _ => 10);
        Source.DenyReadOf(key => !key.EndsWith('0'));

        ArchiveCollectionResult result = await CollectAsync(options => options.MaxConcurrency = 1);

        Assert.Equal((ArchiveCollectionStatus.PartiallySucceeded, 40, 360), (result.Status, result.Totals.Copied, result.Totals.Failed));
        Assert.Equal(100, result.Failures.Count);
        Assert.Equal([new(TransferErrorCodes.AccessDenied, 360L)], result.FailureCounts);
    }

    [Fact]
    public async Task Abort_on_failure_hands_out_no_more_work()
    {
        Source.AddVirtual(500, index => $"{index:D4}", _ => 10);
        Source.DenyReadOf(key => key == "0010");

        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            options.FailureMode = FailureMode.AbortOnFailure;
            options.MaxConcurrency = 1;
        });

        Assert.Equal(TransferErrorCodes.AbortedOnFailure, result.Error?.Code);
        Assert.Equal(ArchiveCollectionStatus.PartiallySucceeded, result.Status);
        Assert.Equal((10, 1), (result.Totals.Copied, result.Totals.Failed));
        Assert.True(result.Totals.NotAttempted > 0);
    }

    [Fact]
    public async Task An_observer_that_throws_ends_the_run_with_its_own_code()
    {
        Source.AddVirtual(50, index => $"{index:D4}", _ => 10);
        await using ArchiveCollectionWorkflow workflow = Workflow();

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions { OnOutcome = (_, _) => throw new InvalidOperationException("full") }, Cancellation));

        Assert.Equal(TransferErrorCodes.ObserverFailed, exception.ErrorCode);
    }

    [Fact]
    public async Task A_dry_run_and_a_plan_write_nothing_and_say_the_same()
    {
        Source.AddVirtual(1_200, index => $"{index:D4}", _ => 10);
        var outcomes = new ConcurrentBag<TransferOutcome>();
        await using ArchiveCollectionWorkflow workflow = Workflow();

        ArchiveCollectionPlan plan = await workflow.PlanAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (outcome, _) =>
                {
                    outcomes.Add(outcome);
                    return default;
                },
            },
            Cancellation);
        ArchiveCollectionResult dry = await workflow.ExecuteAsync(new ArchiveCollectionRunOptions { Configure = options => options.DryRun = true }, Cancellation);

        Assert.Equal((1_200, 12_000, 0), (plan.Totals.WouldCopy, plan.Totals.BytesToCopy, plan.BytesThroughClient));
        Assert.Equal(plan.Totals, dry.Totals);
        Assert.Equal(1_200, plan.Requests["CopyObject"]);
        Assert.All(outcomes, outcome => Assert.Equal((TransferStatus.Planned, TransferStrategyNames.ServerSideCopy), (outcome.Status, outcome.Strategy)));
        Assert.Equal(["ListObjectsV2"], Simulator.ReadCounters().Requests.Keys);
        Assert.Empty(Lake.Keys);
    }

    [Fact]
    public async Task Progress_ends_with_a_final_snapshot_that_knows_the_whole()
    {
        Source.AddVirtual(300, index => $"{index:D4}", _ => 10);
        var snapshots = new ConcurrentQueue<ArchiveCollectionProgress>();
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.ProgressInterval = TimeSpan.FromMilliseconds(10));

        await workflow.ExecuteAsync(new ArchiveCollectionRunOptions { Progress = new Recorder(snapshots) }, Cancellation);

        ArchiveCollectionProgress last = snapshots.Last();
        Assert.True(last.IsFinal);
        Assert.Equal((300, 300L, 3_000L), (last.Totals.Copied, last.TotalObjects, last.TotalBytes));
        Assert.Single(snapshots, snapshot => snapshot.IsFinal);
    }

    /// <summary>Collects objects of one size, then lets the first ones of the source have another.</summary>
    private async Task FillTwiceAsync(int objects, int changed)
    {
        for (int i = 0; i < objects; i++)
        {
            Source.Put($"{i:D5}", Bytes(100, i));
        }

        AssertSucceeded(await CollectAsync());
        for (int i = 0; i < changed; i++)
        {
            Source.Put($"{i:D5}", Bytes(101, i));
        }
    }

    private sealed class Recorder(ConcurrentQueue<ArchiveCollectionProgress> snapshots) : IProgress<ArchiveCollectionProgress>
    {
        public void Report(ArchiveCollectionProgress value) => snapshots.Enqueue(value);
    }
}
