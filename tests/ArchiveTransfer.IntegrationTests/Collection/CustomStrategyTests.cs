using System.Runtime.CompilerServices;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>The engine enforces one outcome per object, whatever a strategy of the application's own does.</summary>
public sealed class CustomStrategyTests : CollectionTest
{
    [Fact]
    public async Task A_strategy_of_the_application_comes_before_the_built_in_one_of_its_path()
    {
        Source.AddVirtual(50, index => $"{index:D2}", _ => 10);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(components: With(new CopyingStrategy()));

        AssertSucceeded(result);
        Assert.All(outcomes.Values, outcome => Assert.Equal(("copying: the application's own strategy", VerificationEvidence.ETag), (outcome.Decision, outcome.Evidence)));
        AssertMirrored();
    }

    [Fact]
    public async Task Transient_failures_are_repeated_by_the_engine_and_what_it_cannot_do_goes_the_next_way()
    {
        Source.AddVirtual(20, index => $"{index:D2}", _ => 10);
        var strategy = new CopyingStrategy { FailFirst = true, RefuseKey = "07" };

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(components: With(strategy));

        AssertSucceeded(result);
        Assert.Equal(2, outcomes["00"].Attempts);
        Assert.Equal("server_side_copy: one store serves both sides; copying: this key is not liked", outcomes["07"].Decision);
    }

    [Fact]
    public async Task An_exception_is_the_failure_of_its_object_alone()
    {
        Source.AddVirtual(20, index => $"{index:D2}", _ => 10);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(components: With(new CopyingStrategy { ThrowKey = "03" }));

        Assert.Equal((19, 1), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal(TransferErrorCodes.StrategyFailed, outcomes["03"].Error?.Code);
        Assert.Contains("out of tune", outcomes["03"].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_is_not_there_is_no_success()
    {
        Source.Put("a", Bytes(10));
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(components: With(new LyingStrategy()));
        Assert.Equal(ArchiveCollectionStatus.Failed, result.Status);
        Assert.Equal(TransferErrorCodes.VerificationFailed, outcomes["a"].Error?.Code);
    }

    [Fact]
    public async Task Items_lost_doubled_and_invented_by_a_streaming_strategy_end_in_one_outcome_each()
    {
        Source.AddVirtual(100, index => $"{index:D2}", _ => 10);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(
            options => options.MaxConcurrency = 8, With(new CarelessStrategy(copyBeforeLosing: false)));

        Assert.Equal(100, outcomes.Count);
        Assert.Equal(5, result.Totals.Copied);
        Assert.Equal(95, result.Totals.Failed);
        Assert.All(outcomes.Values.Where(outcome => outcome.Status == TransferStatus.Failed), outcome => Assert.Equal(TransferErrorCodes.StrategyLostItem, outcome.Error?.Code));
    }

    [Fact]
    public async Task An_item_lost_after_it_was_copied_is_found_by_looking()
    {
        Source.AddVirtual(10, index => $"{index:D2}", _ => 10);

        (_, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options => options.MaxConcurrency = 10, With(new CarelessStrategy(copyBeforeLosing: true)));

        // Ten workers hand their items over in any order: which of them is the sixth, and copied without a word, is not known.
        Assert.Equal(6, outcomes.Values.Count(static outcome => outcome.Status == TransferStatus.Copied));
        Assert.Equal(6, Lake.Keys.Count());
    }

    [Fact]
    public async Task Null_for_an_attempt_fails_what_the_strategy_had_and_never_hangs()
    {
        Source.AddVirtual(10, index => $"{index:D2}", _ => 10);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(components: With(new SpeechlessStrategy())).WaitAsync(TimeSpan.FromMinutes(5), Cancellation);

        Assert.Equal(10, result.Totals.Failed);
        Assert.All(outcomes.Values, outcome => Assert.Equal(TransferErrorCodes.StrategyFailed, outcome.Error?.Code));
        Assert.Contains("yielded null", outcomes["00"].Error!.Message, StringComparison.Ordinal);
    }

    private static ArchiveCollectionComponents With(ITransferStrategy strategy)
    {
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(strategy);
        return components;
    }

    private sealed class CopyingStrategy : ObjectTransferStrategy
    {
        private int attempts;

        public bool FailFirst { get; init; }

        public string? RefuseKey { get; init; }

        public string? ThrowKey { get; init; }

        public override string Name => "copying";

        public override TransferPath Path => TransferPath.ServerSide;

        public override TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) =>
            item.DestinationKey == RefuseKey ? TransferEligibility.Refuse("this key is not liked") : TransferEligibility.Eligible;

        protected override async ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken)
        {
            if (FailFirst && item.DestinationKey == "00" && Interlocked.Increment(ref attempts) == 1)
            {
                return TransferAttempt.Failed(item, new TransferError { Code = "not_now", Message = "Not now.", Kind = TransferErrorKind.Transient });
            }

            if (item.DestinationKey == ThrowKey)
            {
                throw new InvalidOperationException("out of tune");
            }

            Amazon.S3.Model.CopyObjectResponse answer = await context.DestinationClient.CopyObjectAsync(item.SourceBucket, item.Source.Key, item.DestinationBucket, item.DestinationKey, cancellationToken);
            return TransferAttempt.Copied(item, answer.ETag.Trim('"'));
        }
    }

    private sealed class LyingStrategy : ObjectTransferStrategy
    {
        public override string Name => "lying";

        public override TransferPath Path => TransferPath.ServerSide;

        protected override ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken) =>
            new(TransferAttempt.Copied(item, item.Source.ETag));
    }

    private sealed class SpeechlessStrategy : ITransferStrategy
    {
        public string Name => "speechless";

        public TransferPath Path => TransferPath.ServerSide;

        public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

        public async IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (PlannedTransfer _ in items.WithCancellation(cancellationToken))
            {
                yield return null!;
            }
        }
    }

    /// <summary>Copies five items, reports each twice, invents one, and ends without a word of the rest.</summary>
    private sealed class CarelessStrategy(bool copyBeforeLosing) : ITransferStrategy
    {
        public string Name => "careless";

        public TransferPath Path => TransferPath.ServerSide;

        public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

        public async IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            int count = 0;
            await foreach (PlannedTransfer item in items.WithCancellation(cancellationToken))
            {
                if (++count > 5)
                {
                    if (copyBeforeLosing)
                    {
                        await context.DestinationClient.CopyObjectAsync(item.SourceBucket, item.Source.Key, item.DestinationBucket, item.DestinationKey, cancellationToken);
                    }

                    yield break;
                }

                await context.DestinationClient.CopyObjectAsync(item.SourceBucket, item.Source.Key, item.DestinationBucket, item.DestinationKey, cancellationToken);
                yield return TransferAttempt.Copied(item, item.Source.ETag);
                yield return TransferAttempt.Copied(item, item.Source.ETag);
                yield return TransferAttempt.Copied(item with { DestinationKey = "invented" }, item.Source.ETag);
            }
        }
    }
}
