using System.Diagnostics;
using System.Globalization;
using ArchiveTransfer.Strategies.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>However a run ends, its children end with it, and what they finished is known.</summary>
public sealed class EndingTests : S5cmdCollectionTest
{
    [Theory]
    [InlineData("slow:150", 20)]
    [InlineData("slow:60000", 1)]
    [InlineData("hang:10", 1)]
    public async Task A_cancelled_run_settles_and_leaves_no_child(string behaviour, int settleSeconds)
    {
        PutMany(200);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using ArchiveCollectionWorkflow workflow = Workflow(
            By(StandIn(behaviour), options =>
            {
                options.SettleTimeout = TimeSpan.FromSeconds(settleSeconds * 10);
                options.MaxConcurrency = 8;
            }),
            Parts(new S5cmdSettings { WindowAge = TimeSpan.FromMilliseconds(100), IdleWindowAge = TimeSpan.FromMilliseconds(100) }));
        var copied = new HashSet<string>();

        Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (outcome, _) =>
                {
                    if (outcome.Status == TransferStatus.Copied)
                    {
                        copied.Add(outcome.DestinationKey);
                    }

                    return default;
                },
            },
            cancellation.Token);
        await UntilAsync(() => ChildrenStarted > 0 && (behaviour == "slow:60000" || Lake.Count > 0));
        await cancellation.CancelAsync();
        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => running);

        AssertBalanced(exception.Result.Totals);
        Assert.Empty(exception.Result.Warnings);
        Assert.Equal(copied.Order(StringComparer.Ordinal), Lake.Keys.Order(StringComparer.Ordinal));
        AssertNoChildLeft();
    }

    [Theory]
    [MemberData(nameof(RealTools))]
    public async Task A_real_child_that_is_cancelled_amid_copies_reports_what_it_finished(string tool)
    {
        PutMany(300);
        Simulator.Shape(new S3Shaping { OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromMilliseconds(200) } });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using ArchiveCollectionWorkflow workflow = Workflow(By(Real(tool), static options => options.MaxConcurrency = 8), Parts());

        Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(cancellation.Token);
        await UntilAsync(() => Lake.Count > 20);
        await cancellation.CancelAsync();
        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => running);

        AssertBalanced(exception.Result.Totals);
        Assert.Equal(Lake.Count, exception.Result.Totals.Copied);
        AssertNoChildLeft();
    }

    [Theory]
    [MemberData(nameof(RealTools))]
    public async Task A_real_child_that_is_killed_amid_a_thousand_objects_costs_no_object_ten_times(string tool)
    {
        PutMany(1_000);
        for (int round = 0; round < 10; round++)
        {
            foreach (string key in Lake.Keys.ToArray())
            {
                Lake.Delete(key);
            }

            int startedBefore = ChildrenStarted;
            int killAfter = 50 + (round * 90);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            Task killing = Task.Run(async () =>
            {
                await UntilAsync(() => ChildrenStarted > startedBefore && Lake.Count >= killAfter);
                using Process child = Process.GetProcessById(LastChild());
                child.Kill();
            }, stopping.Token);

            (ArchiveCollectionResult result, _) = await CollectByAsync(Real(tool), static options => options.MaxConcurrency = 16);

            await killing;
            AssertAllByS5cmd(result, 1_000);
            Assert.True(ChildrenStarted - startedBefore >= 2, "it was not killed amid its work");
        }

        AssertNoChildLeft();
    }

    [Fact]
    public async Task A_child_whose_host_dies_ends_by_itself()
    {
        // Its input closes, which is all that a host that was killed can do.
        S5cmdProcess child = S5cmdProcess.Start(
            StandIn(), ["--json", "run"], S5cmdEnvironment.Bare(Environment.GetEnvironmentVariable), S5cmdSecrets.None, static (_, _) => default, TimeSpan.FromSeconds(10));

        child.CloseInput();
        await child.Ended.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);

        Assert.Equal(0, child.ExitCode);
    }

    [Fact]
    public async Task A_child_that_reads_nothing_can_still_be_ended()
    {
        S5cmdProcess child = S5cmdProcess.Start(
            "/bin/sleep", ["600"], new Dictionary<string, string>(), S5cmdSecrets.None, static (_, _) => default, TimeSpan.FromSeconds(10));
        string line = new('x', 100_000);
        Task writing = Task.Run(async () =>
        {
            while (true)
            {
                await child.WriteAsync(line);
            }
        }, Cancellation);

        await child.EndAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => writing.WaitAsync(TimeSpan.FromMinutes(1), Cancellation));
        Assert.NotEqual(0, child.ExitCode);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, Cancellation);
        }
    }

    private int LastChild() => Children().Last();

    private IEnumerable<int> Children() => Log.Lines
        .Where(static line => line.Contains("s5cmd process", StringComparison.Ordinal) && line.Contains(" started", StringComparison.Ordinal))
        .Select(static line => int.Parse(line.Split("process ")[1].Split(' ')[0], CultureInfo.InvariantCulture));

    private void AssertNoChildLeft() => Assert.All(Children(), static id => Assert.False(Directory.Exists($"/proc/{id}"), $"process {id} is left"));
}
