using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

public sealed class CancellationTests : CollectionTest
{
    private const int Objects = 2_000;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    /// <summary>Ten runs of five each: fifty points, spread over small objects, large ones by parts, streams and staged files.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_run_cancelled_anywhere_settles_and_leaves_nothing_half_done(int seed)
    {
        var random = new Random(seed);
        Source.AddVirtual(Objects, index => $"{index:D4}", index => index % 100 == 7 ? (6 << 20) + index : 500);
        Source.DenyCopyOf(key => key[^1] == '3');
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(2), Jitter = TimeSpan.FromMilliseconds(6) });
        for (int point = 0; point < 5; point++)
        {
            string prefix = $"{point}/";
            int cancelAfter = random.Next(0, Objects - 200);
            OperationMode mode = (OperationMode)random.Next(0, 4);
            string staging = Directory.CreateTempSubdirectory("archivetransfer-test-").FullName;
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            await using ArchiveCollectionWorkflow workflow = Workflow(options =>
            {
                options.Destination.Prefix = prefix;
                options.OperationMode = mode;
                options.MultipartThresholdMiB = 5;
                options.PartSizeMiB = 5;
                options.SettleTimeout = TimeSpan.FromSeconds(20);
                options.Staging.Directory = staging;
            });
            var copied = new HashSet<string>();
            int seen = 0;
            Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(
                new ArchiveCollectionRunOptions
                {
                    OnOutcome = (outcome, _) =>
                    {
                        if (outcome.Status == TransferStatus.Copied)
                        {
                            copied.Add(outcome.DestinationKey);
                        }

                        if (seen++ == cancelAfter)
                        {
                            cancellation.Cancel();
                        }

                        return default;
                    },
                },
                cancellation.Token);

            ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => running);

            Assert.DoesNotContain(exception.Result.Warnings, warning => warning.Contains("SettleTimeout", StringComparison.Ordinal));
            AssertBalanced(exception.Result.Totals);
            Assert.Equal(ArchiveCollectionStatus.Canceled, exception.Result.Status);
            Assert.Equal(exception.Result.Totals.Copied, copied.Count);
            Assert.Equal(0, Lake.OpenUploads);
            Assert.Empty(Directory.EnumerateFileSystemEntries(staging));
            Directory.Delete(staging);
            foreach (string key in copied)
            {
                S3StoredObject? stored = Lake.Get(key);
                Assert.True(stored is not null, $"'{key}' was reported as copied and is not there");
                Assert.Equal(Source.Get(key[prefix.Length..])!.Size, stored.Size);
            }

            foreach (string key in Lake.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                Assert.Equal(Source.Get(key[prefix.Length..])!.Size, Lake.Get(key)!.Size);
            }
        }
    }

    [Fact]
    public async Task A_run_cancelled_before_it_begins_throws_and_sends_nothing_that_writes()
    {
        Source.AddVirtual(10, index => $"{index}", _ => 1);
        await using ArchiveCollectionWorkflow workflow = Workflow();
        var token = new CancellationToken(canceled: true);

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => workflow.ExecuteAsync(token));

        Assert.Equal(token, exception.CancellationToken);

        Assert.Empty(Lake.Keys);
    }

    [Fact]
    public async Task Copies_in_flight_whose_answer_is_not_awaited_are_looked_for()
    {
        Source.AddVirtual(8, index => $"{index}", _ => 1);
        // The first one shows that copies work; until then no other is sent.
        using IDisposable stalled = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "CopyObject", Keys = static key => key != "0" });
        await using ArchiveCollectionWorkflow workflow = Workflow();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(cancellation.Token);
        while (Simulator.ReadCounters().Requests.GetValueOrDefault("CopyObject") < 8 || Simulator.ReadCounters().PeakInFlight < 7)
        {
            await Task.Delay(10, Cancellation);
        }

        await cancellation.CancelAsync();
        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => running);

        Assert.DoesNotContain(exception.Result.Warnings, warning => warning.Contains("SettleTimeout", StringComparison.Ordinal));
        AssertBalanced(exception.Result.Totals);
        Assert.Equal((8, 1, 7), (exception.Result.Totals.Planned, exception.Result.Totals.Copied, exception.Result.Totals.NotAttempted));
        Assert.Equal(7, Simulator.ReadCounters().Requests["HeadObject"]);
    }

    [Fact]
    public async Task A_strategy_that_ignores_cancellation_loses_its_objects_after_the_settle_timeout()
    {
        Source.AddVirtual(5, index => $"{index}", _ => 1);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var strategy = new DeafStrategy(5, cancellation);
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(strategy);
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.SettleTimeout = TimeSpan.FromMilliseconds(300), components);

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => workflow.ExecuteAsync(cancellation.Token));
        strategy.Release();

        Assert.Equal((5, 5), (exception.Result.Totals.Planned, exception.Result.Totals.NotAttempted));
        Assert.Contains(exception.Result.Warnings, warning => warning.Contains("SettleTimeout", StringComparison.Ordinal));
    }

    /// <summary>Has the run cancelled once it holds all objects, and answers for none before it is released.</summary>
    private sealed class DeafStrategy(int objects, CancellationTokenSource cancellation) : ObjectTransferStrategy
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int held;

        public override string Name => "deaf";

        public override TransferPath Path => TransferPath.ServerSide;

        public void Release() => released.TrySetResult();

        protected override async ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref held) == objects)
            {
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(1));
            }

            await released.Task;
            return TransferAttempt.Copied(item);
        }
    }
}
