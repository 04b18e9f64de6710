using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Strategies that take a stream: their items end when no more can come, and a run ends whatever they do with them.</summary>
public sealed class StreamStrategyTests : CollectionTest
{
    /// <summary>Makes a hang fail; nothing here takes as long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Forgotten_items_are_looked_for_while_the_run_goes_on()
    {
        Source.AddVirtual(100, index => $"{index:D2}", _ => 10);
        var strategy = new GatheringStrategy
        {
            BatchSize = 1,
            Answer = static async (item, context, token) =>
            {
                int number = int.Parse(item.Source.Key, System.Globalization.CultureInfo.InvariantCulture);
                TransferAttempt? attempt = number % 6 == 3 ? null : await GatheringStrategy.CopyAsync(item, context, token);
                return number % 3 == 0 ? null : attempt;
            },
        };

        (_, Dictionary<string, TransferOutcome> outcomes) = await RunAsync(8, strategy);

        Assert.Equal(0, strategy.Overlaps);
        foreach ((string key, TransferOutcome outcome) in outcomes)
        {
            bool copied = Lake.Get(key) is not null;
            Assert.Equal((key, copied ? TransferStatus.Copied : TransferStatus.Failed), (key, outcome.Status));
            Assert.Equal(copied ? null : TransferErrorCodes.StrategyLostItem, outcome.Error?.Code);
        }

        Assert.Equal(17, outcomes.Values.Count(static outcome => outcome.Status == TransferStatus.Failed));
    }

    [Theory]
    [InlineData(300, int.MaxValue, 8)]
    [InlineData(300, int.MaxValue, 1)]
    [InlineData(330, 50, 64)]
    [InlineData(330, 50, 8)]
    public async Task Batches_are_as_large_as_wanted_or_as_the_run_allows(int objects, int batchSize, int concurrency)
    {
        Source.AddVirtual(objects, index => $"{index:D3}", _ => 10);
        var strategy = new GatheringStrategy { BatchSize = batchSize };

        (ArchiveCollectionResult result, _) = await RunAsync(concurrency, strategy);

        AssertSucceeded(result);
        AssertMirrored();
        int size = Math.Min(batchSize, concurrency);
        int rest = objects % size;
        Assert.Equal([.. Enumerable.Repeat(size, objects / size), .. rest == 0 ? Array.Empty<int>() : [rest]], strategy.Batches);
        Assert.Equal((batchSize <= concurrency ? 1 : strategy.Batches.Count, 0), (strategy.Enumerations, strategy.Overlaps));
    }

    [Fact]
    public async Task Objects_that_wait_for_a_retry_keep_the_next_enumeration_open()
    {
        Source.AddVirtual(8, index => $"{index}", _ => 10);
        var seen = new ConcurrentDictionary<string, bool>();
        var strategy = new GatheringStrategy
        {
            Answer = async (item, context, token) => seen.TryAdd(item.Source.Key, true)
                ? TransferAttempt.Failed(item, new TransferError { Code = "not_now", Message = "Not now.", Kind = TransferErrorKind.Transient })
                : await GatheringStrategy.CopyAsync(item, context, token),
        };

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await RunAsync(8, strategy);

        AssertSucceeded(result);
        Assert.All(outcomes.Values, static outcome => Assert.Equal(2, outcome.Attempts));
        Assert.Equal([8, 8], strategy.Batches);
        Assert.Equal((2, 0), (strategy.Enumerations, strategy.Overlaps));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task An_exception_fails_what_the_strategy_had_and_later_items_begin_anew(int batchSize)
    {
        Source.AddVirtual(20, index => $"{index:D2}", _ => 10);
        int answered = 0;
        var strategy = new GatheringStrategy
        {
            BatchSize = batchSize,
            Answer = async (item, context, token) => ++answered == 5 ? throw new InvalidOperationException("out of tune") : await GatheringStrategy.CopyAsync(item, context, token),
        };

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await RunAsync(4, strategy);

        Assert.Equal((20 - batchSize, batchSize), (result.Totals.Copied, result.Totals.Failed));
        Assert.All(outcomes.Values.Where(static outcome => outcome.Status == TransferStatus.Failed), static outcome => Assert.Equal(TransferErrorCodes.StrategyFailed, outcome.Error?.Code));
        Assert.Equal((2, 0), (strategy.Enumerations, strategy.Overlaps));
    }

    [Fact]
    public async Task A_strategy_that_throws_before_it_takes_anything_fails_all()
    {
        Source.AddVirtual(20, index => $"{index:D2}", _ => 10);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await RunAsync(4, new UnwillingStrategy());

        Assert.Equal(20, result.Totals.Failed);
        Assert.All(outcomes.Values, static outcome => Assert.Equal(TransferErrorCodes.StrategyFailed, outcome.Error?.Code));
    }

    [Fact]
    public async Task What_one_stream_strategy_refuses_the_next_one_gathers()
    {
        Source.AddVirtual(60, index => $"{index:D2}", _ => 10);
        var refusing = new GatheringStrategy
        {
            Name = "refusing",
            Answer = static (item, _, _) => new(TransferAttempt.Failed(item, new TransferError { Code = "not_here", Message = "Not here.", Kind = TransferErrorKind.NotThisWay })),
        };
        var copying = new GatheringStrategy { Name = "copying" };

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await RunAsync(8, refusing, copying);

        AssertSucceeded(result);
        AssertMirrored();
        Assert.All(outcomes.Values, static outcome => Assert.Equal("copying", outcome.Strategy));
        Assert.Equal((60, 60), (refusing.Batches.Sum(), copying.Batches.Sum()));
        Assert.Equal((0, 0), (refusing.Overlaps, copying.Overlaps));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task What_is_gathered_when_the_run_is_cancelled_was_not_attempted(int gathered)
    {
        Source.AddVirtual(100, index => $"{index:D2}", _ => 10);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(new GatheringStrategy
        {
            Taken = (_, count) =>
            {
                if (count == gathered)
                {
                    cancellation.Cancel();
                }
            },
        });
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.MaxConcurrency = 8, components);

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => workflow.ExecuteAsync(cancellation.Token).WaitAsync(Long, Cancellation));

        AssertBalanced(exception.Result.Totals);
        Assert.Equal((0, exception.Result.Totals.Planned), (exception.Result.Totals.Failed, exception.Result.Totals.NotAttempted));
        Assert.DoesNotContain(exception.Result.Warnings, static warning => warning.Contains("SettleTimeout", StringComparison.Ordinal));
        Assert.Empty(Lake.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_strategies_do_every_object_has_one_outcome_and_the_run_ends(int seed)
    {
        const int Most = 40;
        Source.AddVirtual(Most, index => $"{index:D2}", _ => 10);
        var random = new Random(seed);
        for (int round = 0; round < 75; round++)
        {
            int objects = random.Next(1, Most + 1);
            int concurrency = random.Next(1, 17);
            ErraticStrategy[] strategies = [.. Enumerable.Range(0, random.Next(1, 4)).Select(index => new ErraticStrategy($"erratic_{index}", random.Next()))];

            (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await RunAsync(
                options =>
                {
                    options.MaxConcurrency = concurrency;
                    foreach (int index in Enumerable.Range(0, objects))
                    {
                        options.Include.Add($"{index:D2}");
                    }

                    options.Destination.Prefix = $"{round}/";
                    options.Retry.MaxRetryAttempts = 3;
                },
                strategies);

            Assert.Equal((seed, round, objects), (seed, round, outcomes.Count));
            Assert.Equal((0L, (long)objects), (result.Totals.NotAttempted, result.Totals.Copied + result.Totals.Failed));
            Assert.All(strategies, static strategy => Assert.Equal(0, strategy.Overlaps));
            Assert.All(
                outcomes.Values.Where(static outcome => outcome.Error?.Code == TransferErrorCodes.StrategyFailed),
                static outcome => Assert.EndsWith("threw InvalidOperationException: out of tune", outcome.Error!.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Items_may_be_read_in_several_turns_of_one_enumeration()
    {
        Source.AddVirtual(50, index => $"{index:D2}", _ => 10);
        var strategy = new TurningStrategy();

        (ArchiveCollectionResult result, _) = await RunAsync(8, strategy);

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal(1, strategy.Enumerations);
    }

    [Fact]
    public async Task A_strategy_with_room_gathers_more_than_there_are_places()
    {
        Source.AddVirtual(1_000, index => $"{index:D4}", _ => 10);
        var strategy = new RoomyStrategy(392);

        (ArchiveCollectionResult result, _) = await RunAsync(8, strategy);

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal([400, 400, 200], strategy.Batches);
        Assert.InRange(Simulator.ReadCounters().PeakInFlight, 1, 10);
    }

    [Fact]
    public async Task Room_of_one_strategy_is_none_for_the_others()
    {
        Source.AddVirtual(200, index => $"{index:D3}", _ => 10);
        string staging = Directory.CreateTempSubdirectory("archivetransfer-test-").FullName;
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(new RoomyStrategy(192)
        {
            Path = TransferPath.Disk,
            Answer = static (item, _, _) => new(TransferAttempt.Failed(item, new TransferError { Code = "not_here", Message = "Not here.", Kind = TransferErrorKind.NotThisWay })),
        });
        await using ArchiveCollectionWorkflow workflow = Workflow(
            options =>
            {
                options.MaxConcurrency = 8;
                options.OperationMode = OperationMode.Traditional;
                options.Staging.Directory = staging;
            },
            components);
        int staged = 0;

        ArchiveCollectionResult result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (_, _) =>
                {
                    staged = Math.Max(staged, Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories).Count());
                    return default;
                },
            },
            Cancellation).WaitAsync(Long, Cancellation);

        AssertSucceeded(result);
        AssertMirrored();
        Assert.InRange(staged, 0, 8);
        Directory.Delete(staging);
    }

    private Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome> Outcomes)> RunAsync(int concurrency, params ITransferStrategy[] strategies) =>
        RunAsync(options => options.MaxConcurrency = concurrency, strategies);

    private Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome> Outcomes)> RunAsync(Action<ArchiveCollectionOptions> configure, params ITransferStrategy[] strategies)
    {
        var components = new ArchiveCollectionComponents();
        foreach (ITransferStrategy strategy in strategies)
        {
            components.Strategies.Add(strategy);
        }

        return CollectOutcomesAsync(
            options =>
            {
                options.Verification.Required = VerificationEvidence.None;
                options.Sanity.FailureStormThreshold = 1_000;
                configure(options);
            },
            components).WaitAsync(Long, Cancellation);
    }

    /// <summary>Leaves its items after every third and comes back for more.</summary>
    private sealed class TurningStrategy : ITransferStrategy
    {
        public int Enumerations { get; private set; }

        public string Name => "turning";

        public TransferPath Path => TransferPath.ServerSide;

        public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

        public async IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Enumerations++;
            var batch = new List<PlannedTransfer>();
            do
            {
                batch.Clear();
                await foreach (PlannedTransfer item in items.WithCancellation(cancellationToken))
                {
                    batch.Add(item);
                    if (batch.Count == 3)
                    {
                        break;
                    }
                }

                foreach (PlannedTransfer item in batch)
                {
                    yield return await GatheringStrategy.CopyAsync(item, context, cancellationToken);
                }
            }
            while (batch.Count > 0);
        }
    }

    private sealed class UnwillingStrategy : ITransferStrategy
    {
        public string Name => "unwilling";

        public TransferPath Path => TransferPath.ServerSide;

        public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

        public IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, CancellationToken cancellationToken) =>
            throw new NotSupportedException("not today");
    }
}
