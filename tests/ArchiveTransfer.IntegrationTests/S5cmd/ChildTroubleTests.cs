using System.Collections.Concurrent;
using ArchiveTransfer.Strategies.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Whatever a child does, every object ends in exactly one outcome, and it is the true one.</summary>
public sealed class ChildTroubleTests : S5cmdCollectionTest
{
    /// <summary>With <see cref="HurriedClock"/>: nothing is given up, killed or proven because time has passed.</summary>
    private static readonly S5cmdSettings Patient = new()
    {
        ProcessLifetime = TimeSpan.FromDays(10),
        WindowAge = TimeSpan.FromHours(10),
        IdleWindowAge = TimeSpan.FromHours(10),
        Watchdog = TimeSpan.FromHours(10),
        ProbeTimeout = TimeSpan.FromHours(1),
        EndTimeout = TimeSpan.FromHours(1),
        CredentialInterval = TimeSpan.FromHours(10),
    };

    [Theory]
    [InlineData("", 400)]
    [InlineData("noise", 60)]
    [InlineData("drip", 40)]
    [InlineData("slow:20", 60)]
    public async Task A_child_that_only_writes_oddly_copies_everything(string behaviour, int count)
    {
        PutMany(count);

        // Windows close when they are full or nothing more comes, and not for a slow machine: no canary is proven before the end, and each doubling of them waits for ten seconds.
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(
            By(StandIn(behaviour), static options => options.AttemptTimeout = TimeSpan.FromHours(1)), Hurried());

        AssertAllByS5cmd(result, count);
        Assert.All(outcomes.Values, static outcome => Assert.Equal((VerificationEvidence.ETag, 1), (outcome.Evidence, outcome.Attempts)));
        Assert.Equal(1, ChildrenStarted);
        Assert.Equal(count, result.Measurements.Requests["CopyObject"]);
        Assert.DoesNotContain("HeadObject", result.Measurements.Requests.Keys);
        Assert.Equal(3, result.Measurements.Requests["ListObjectsV2"]);
        Assert.Equal((0, 0), (result.Measurements.BytesReceived, result.Measurements.BytesSent));
    }

    /// <summary>Each child dies, stops or lies at a line of its own, so that several are needed.</summary>
    [Theory]
    [InlineData("panic:12")]
    [InlineData("lose:7")]
    [InlineData("cut:9")]
    [InlineData("stop:15")]
    [InlineData("lie:5")]
    [InlineData("unknown:11")]
    [InlineData("close-stdout:6")]
    public async Task A_child_that_fails_in_the_middle_costs_nothing_but_its_window(string behaviour)
    {
        PutMany(40);

        // Few at once, so that each child has answered something before it fails.
        (ArchiveCollectionResult result, _) = await CollectByAsync(
            StandIn(behaviour), static options => options.BatchSize = 3, new S5cmdSettings { EndTimeout = TimeSpan.FromSeconds(1) });

        AssertAllByS5cmd(result, 40);
    }

    [Fact]
    public async Task A_child_that_hangs_is_killed_by_the_watchdog_and_its_lines_are_copied_by_the_next()
    {
        PutMany(30);

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn("hang:20"), settings: new S5cmdSettings { Watchdog = TimeSpan.FromSeconds(15) });

        AssertAllByS5cmd(result, 30);
        Assert.Contains(Log.Lines, static line => line.Contains("no result for", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("die:1")]
    [InlineData("hang:1")]
    [InlineData("panic:1")]
    public async Task A_tool_that_never_gives_a_result_is_given_up_and_the_librarys_own_copy_takes_over(string behaviour)
    {
        PutMany(30);

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn(behaviour), settings: new S5cmdSettings { Watchdog = TimeSpan.FromSeconds(1) });

        AssertSucceeded(result);
        Assert.Equal(30, result.Totals.Copied);
        Assert.Equal(TransferStrategyNames.ServerSideCopy, result.Strategies.MaxBy(static strategy => strategy.Copied)!.Strategy);
        Assert.Contains(result.Warnings, static warning => warning.Contains("used no more", StringComparison.Ordinal));
        AssertMirrored();
    }

    [Fact]
    public async Task Where_s5cmd_alone_is_allowed_its_failures_are_the_objects_failures()
    {
        PutMany(5);

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn("lie-every:1"), options =>
        {
            options.DirectEngine = DirectEngine.S5cmd;
            options.OperationMode = OperationMode.DirectSync;
            options.Retry.MaxRetryAttempts = 2;
        });

        Assert.Equal((0, 5), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal([TransferErrorCodes.S5cmdFailed], result.FailureCounts.Keys);
        Assert.Contains("not at the destination", result.Failures[0].Error!.Message, StringComparison.Ordinal);
        Assert.Empty(Lake.Keys);
    }

    [Fact]
    public async Task A_lie_about_one_of_a_thousand_is_found()
    {
        PutMany(1_000);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectByAsync(StandIn("lie:500"));

        AssertAllByS5cmd(result, 1_000);
        Assert.Equal(1, outcomes.Values.Count(static outcome => outcome.Attempts == 2));
    }

    [Fact]
    public async Task A_child_is_replaced_after_many_lines()
    {
        PutMany(120);

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn(), settings: new S5cmdSettings { LinesPerProcess = 50 });

        AssertAllByS5cmd(result, 120);
        Assert.Equal(3, ChildrenStarted);
        Assert.Empty(result.Warnings);
        Assert.All(Log.Lines.Where(static line => line.Contains("ended with exit code", StringComparison.Ordinal)), static line => Assert.Contains("exit code 0", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_lines_are_under_way_than_the_batch_allows(int batchSize)
    {
        PutMany(20);
        Simulator.Shape(new() { OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromMilliseconds(30) } });

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn(), options => options.BatchSize = batchSize);

        AssertAllByS5cmd(result, 20);
        Assert.InRange(Simulator.ReadCounters().PeakInFlight, 1, Math.Max(2, batchSize));
    }

    [Fact]
    public async Task Lines_take_the_places_of_the_shared_limiter()
    {
        PutMany(60);
        Simulator.Shape(new() { OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromMilliseconds(30) } });

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn(), options => options.MaxConcurrency = 4);

        AssertAllByS5cmd(result, 60);
        Assert.InRange(Simulator.ReadCounters().PeakInFlight, 2, 5);
    }

    [Fact]
    public async Task In_flight_are_the_lines_that_were_given_and_not_all_that_wait_for_their_turn()
    {
        PutMany(200);
        using IDisposable stalled = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "CopyObject" });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using ArchiveCollectionWorkflow workflow = Workflow(
            By(StandIn(), static options =>
            {
                options.MaxConcurrency = 4;
                options.AttemptTimeout = TimeSpan.FromHours(1);
                options.SettleTimeout = TimeSpan.FromSeconds(4);
                options.ProgressInterval = TimeSpan.FromMilliseconds(400);
            }),
            Hurried());
        var snapshots = new ConcurrentQueue<ArchiveCollectionProgress>();

        Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions { Progress = new Snapshots(snapshots) }, cancellation.Token);
        while (Simulator.ReadCounters().PeakInFlight < 4)
        {
            await Task.Delay(20, Cancellation);
        }

        // Nothing is answered, so that whatever is on its way to its place arrives there.
        int until = snapshots.Count + 50;
        while (snapshots.Count < until && snapshots.LastOrDefault()?.InFlight is not (4 or 5))
        {
            await Task.Delay(20, Cancellation);
        }

        int inFlight = snapshots.Last().InFlight;
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => running);

        // Four lines, and the one that waits for its place.
        Assert.InRange(inFlight, 4, 5);
    }

    private ArchiveCollectionComponents Hurried() => new() { S5cmdSettings = Patient, LoggerFactory = Log, TimeProvider = new HurriedClock(20) };

    private sealed class Snapshots(ConcurrentQueue<ArchiveCollectionProgress> kept) : IProgress<ArchiveCollectionProgress>
    {
        public void Report(ArchiveCollectionProgress value) => kept.Enqueue(value);
    }
}
