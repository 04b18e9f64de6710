using System.Runtime.CompilerServices;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Sources and strategies of an application's own that do not behave.</summary>
public sealed class UserPartsTests : CollectionTest
{
    [Fact]
    public async Task A_source_that_ignores_cancellation_is_given_up_after_the_settle_timeout()
    {
        Source.AddVirtual(3, index => $"{index}", _ => 1);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancellation = new CancellationTokenSource();
        int seen = 0;
        var components = new ArchiveCollectionComponents
        {
            Source = new DeafSource(3, () => release.Task),
        };
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.SettleTimeout = TimeSpan.FromMilliseconds(200), components);

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(
            () => workflow.ExecuteAsync(
                new ArchiveCollectionRunOptions
                {
                    OnOutcome = (_, _) =>
                    {
                        if (++seen == 3)
                        {
                            cancellation.Cancel();
                        }

                        return default;
                    },
                },
                cancellation.Token).WaitAsync(TimeSpan.FromMinutes(5), Cancellation));

        AssertBalanced(exception.Result.Totals);
        Assert.Equal(3, exception.Result.Totals.Planned);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        release.SetResult();
    }

    [Fact]
    public async Task A_stream_strategy_that_never_ends_is_given_up_after_the_settle_timeout()
    {
        Source.AddVirtual(5, index => $"{index}", _ => 1);
        using var cancellation = new CancellationTokenSource();
        var never = new TaskCompletionSource<TransferAttempt?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(new StreamStrategy(_ =>
        {
            // From another thread, as a user's cancellation comes.
            cancellation.CancelAfter(TimeSpan.FromMilliseconds(1));
            return never.Task;
        }));
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.SettleTimeout = TimeSpan.FromMilliseconds(200), components);

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(
            () => workflow.ExecuteAsync(cancellation.Token).WaitAsync(TimeSpan.FromMinutes(5), Cancellation));

        AssertBalanced(exception.Result.Totals);
        Assert.InRange(exception.Result.Totals.NotAttempted, 1, 5);
        Assert.Equal(exception.Result.Totals.Planned, exception.Result.Totals.NotAttempted);
        never.SetResult(null);
    }

    [Fact]
    public async Task Objects_that_wait_for_a_stream_strategy_when_the_run_is_cancelled_did_not_fail()
    {
        Source.AddVirtual(200, index => $"{index:D3}", _ => 1);
        using var cancellation = new CancellationTokenSource();
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(new StreamStrategy(async token =>
        {
            cancellation.CancelAfter(TimeSpan.FromMilliseconds(50));
            await Task.Delay(Timeout.Infinite, token);
            return null;
        }));
        await using ArchiveCollectionWorkflow workflow = Workflow(components: components);

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => workflow.ExecuteAsync(cancellation.Token));

        AssertBalanced(exception.Result.Totals);
        Assert.InRange(exception.Result.Totals.NotAttempted, 1, 200);
        Assert.Equal((0, exception.Result.Totals.Planned), (exception.Result.Totals.Failed, exception.Result.Totals.NotAttempted));
    }

    [Fact]
    public async Task A_strategy_that_answers_for_another_object_has_not_copied_this_one()
    {
        Source.Put("a", Bytes(10));
        Source.Put("b", Bytes(10));
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(new ConfusedStrategy());

        ArchiveCollectionResult result = await CollectAsync(options => options.Verification.Required = VerificationEvidence.None, components);

        Assert.Equal((0, 2), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal([TransferErrorCodes.StrategyLostItem], result.FailureCounts.Keys);
    }

    [Fact]
    public async Task What_sources_and_strategies_throw_ends_the_run_with_a_code()
    {
        Source.Put("a", Bytes(10));
        var failing = new ArchiveCollectionComponents { Source = new ThrowingSource() };
        Assert.Equal(TransferErrorCodes.SourceFailed, (await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(components: failing))).ErrorCode);

        var unprepared = new ArchiveCollectionComponents();
        unprepared.Strategies.Add(new ConfusedStrategy { ThrowsWhenPrepared = true });
        Assert.Equal(TransferErrorCodes.StrategyFailed, (await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(components: unprepared))).ErrorCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_mass_change_is_stopped_also_when_it_cannot_be_counted(int enumerations)
    {
        for (int i = 0; i < 1_100; i++)
        {
            Source.Put($"{i:D5}", Bytes(10, i));
        }

        AssertSucceeded(await CollectAsync());
        for (int i = 0; i < 1_100; i++)
        {
            Source.Put($"{i:D5}", Bytes(11, i));
        }

        // A queue: its second reader finds nothing, or is refused.
        var components = new ArchiveCollectionComponents { Source = new OnceSource(1_100, throws: enumerations == 2) };
        ArchiveCollectionResult result = await CollectAsync(components: components);

        Assert.Equal((ArchiveCollectionStatus.Failed, TransferErrorCodes.MassChange), (result.Status, result.Error?.Code));
        Assert.All(Lake.Keys, key => Assert.Equal(10, Lake.Get(key)!.Size));
    }

    [Fact]
    public async Task What_this_run_has_copied_does_not_dilute_a_mass_change()
    {
        for (int i = 0; i < 1_100; i++)
        {
            Source.Put($"z{i:D5}", Bytes(10, i));
        }

        AssertSucceeded(await CollectAsync());
        for (int i = 0; i < 1_100; i++)
        {
            Source.Put($"z{i:D5}", Bytes(11, i));
        }

        Source.AddVirtual(6_000, index => $"a{index:D5}", _ => 10);
        ArchiveCollectionResult result = await CollectAsync();

        Assert.Equal((ArchiveCollectionStatus.Failed, TransferErrorCodes.MassChange), (result.Status, result.Error?.Code));
        Assert.All(Lake.Keys.Where(key => key[0] == 'z'), key => Assert.Equal(10, Lake.Get(key)!.Size));
    }

    private sealed class DeafSource(int count, Func<Task> end) : IArchiveSource
    {
        public ArchiveSourceOrder Order => ArchiveSourceOrder.DestinationKey;

        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (int i = 0; i < count; i++)
            {
                yield return new ArchiveObject { Key = $"{i}", Size = 1 };
            }

            await end();
        }
    }

    private sealed class ThrowingSource : IArchiveSource
    {
        public IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("no such table");
    }

    private sealed class OnceSource(int count, bool throws) : IArchiveSource
    {
        private bool used;

        public ArchiveSourceOrder Order => ArchiveSourceOrder.DestinationKey;

        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (used)
            {
                if (throws)
                {
                    throw new InvalidOperationException("read already");
                }

                yield break;
            }

            used = true;
            for (int i = 0; i < count; i++)
            {
                yield return new ArchiveObject { Key = $"{i:D5}", Size = 11 };
            }
        }
    }

    private sealed class StreamStrategy(Func<CancellationToken, Task<TransferAttempt?>> transfer) : ITransferStrategy
    {
        public string Name => "stream";

        public TransferPath Path => TransferPath.ServerSide;

        public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

        public async IAsyncEnumerable<TransferAttempt> TransferAsync(
            IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (PlannedTransfer item in items.WithCancellation(cancellationToken))
            {
                if (await transfer(cancellationToken) is { } attempt)
                {
                    yield return attempt;
                }
            }
        }
    }

    private sealed class ConfusedStrategy : ObjectTransferStrategy
    {
        public bool ThrowsWhenPrepared { get; init; }

        public override string Name => "confused";

        public override TransferPath Path => TransferPath.ServerSide;

        public override ValueTask<TransferEligibility> PrepareAsync(TransferContext context, CancellationToken cancellationToken) =>
            ThrowsWhenPrepared ? throw new InvalidOperationException("not installed") : new(TransferEligibility.Eligible);

        protected override ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken) =>
            new(TransferAttempt.Copied(item with { DestinationKey = "other" }));
    }
}
