using ArchiveTransfer.Execution;
using ArchiveTransfer.Planning;

namespace ArchiveTransfer.Reporting;

/// <summary>What a run came to, from all who measured it.</summary>
internal sealed class CollectionSummary(CollectionSession session, OutcomeRecorder recorder, RunStop stop, TransferPlanner planner)
{
    private readonly TransferRun run = session.Run;

    /// <summary>What the run came to, however it ended.</summary>
    public ArchiveCollectionResult Read(CancellationToken cancellationToken)
    {
        ArchiveCollectionTotals totals = recorder.ReadTotals();
        bool cancelled = stop.Fatal is null && cancellationToken.IsCancellationRequested && !(planner.SourceListingComplete && totals.NotAttempted == 0);
        TransferError? error = stop.Fatal is { } fatal ? new TransferError { Code = fatal.ErrorCode, Message = fatal.Message } : stop.Error ?? (cancelled ? null : EmptySource(totals) ?? Incomplete());
        (IReadOnlyList<TransferOutcome> failures, IReadOnlyDictionary<string, long> failureCounts) = recorder.ReadFailures();
        TimeSpan elapsed = session.Elapsed;
        return new ArchiveCollectionResult
        {
            Status = cancelled ? ArchiveCollectionStatus.Canceled : StatusOf(totals, error),
            RunId = run.RunId,
            StartedAt = session.StartedAt,
            Elapsed = elapsed,
            Totals = totals,
            Measurements = Measure(elapsed),
            Strategies = recorder.ReadStrategies(),
            Failures = failures,
            FailureCounts = failureCounts,
            Error = error,
            SourceListingComplete = planner.SourceListingComplete,
            DestinationListingComplete = planner.DestinationListingComplete,
            Engine = run.Engine.Name,
            EngineReason = run.Engine.Reason,
            Degraded = run.DegradedReason is not null,
            DegradedReason = run.DegradedReason,
            ExtraBytesThroughClient = run.ClientBytes.Extra,
            Warnings = [.. run.Options.Warnings, .. run.Warnings.Read()],
        };
    }

    /// <summary>What was read, where the run ended by itself; throws what ended it, or that it was cancelled, with the result so far.</summary>
    public ArchiveCollectionResult Return(ArchiveCollectionResult result, CancellationToken cancellationToken) =>
        stop.Fatal is { } fatal ? throw fatal
        : result.Status == ArchiveCollectionStatus.Canceled ? throw Cancelled(result, cancellationToken)
        : result;

    /// <summary>Of a run that was cancelled while its stores were opened.</summary>
    public static ArchiveCollectionCanceledException CancelledBeforeItBegan(ArchiveCollectionOptions options, string runId, DateTimeOffset startedAt, TimeSpan elapsed, CancellationToken cancellationToken) => Cancelled(
        new ArchiveCollectionResult { Status = ArchiveCollectionStatus.Canceled, RunId = runId, StartedAt = startedAt, Elapsed = elapsed, Warnings = options.Warnings }, cancellationToken);

    private static ArchiveCollectionCanceledException Cancelled(ArchiveCollectionResult result, CancellationToken cancellationToken) => new(
        result,
        $"The collection was cancelled after {result.Totals.Copied} of {result.Totals.Planned} objects planned so far were copied; the result so far is in {nameof(ArchiveCollectionCanceledException.Result)}.",
        cancellationToken);

    /// <summary>The plan; throws what ended it.</summary>
    public ArchiveCollectionPlan ToPlan(CancellationToken cancellationToken)
    {
        ArchiveCollectionResult result = Return(Read(cancellationToken), cancellationToken);
        return new ArchiveCollectionPlan
        {
            Totals = result.Totals,
            Engine = result.Engine,
            EngineReason = result.EngineReason,
            Strategies = result.Strategies,
            Requests = run.Estimate.Requests(result.Measurements.Requests),
            BytesThroughClient = run.Estimate.BytesThroughClient,
            Error = result.Error,
            Warnings = result.Warnings,
        };
    }

    private static ArchiveCollectionStatus StatusOf(ArchiveCollectionTotals totals, TransferError? error)
    {
        bool anythingGood = totals.Copied + totals.Skipped + totals.WouldCopy > 0;
        return (error, totals.Failed) switch
        {
            ({ Code: TransferErrorCodes.ListingIncomplete }, _) => anythingGood ? ArchiveCollectionStatus.PartiallySucceeded : ArchiveCollectionStatus.Failed,
            ({ Code: TransferErrorCodes.AbortedOnFailure or TransferErrorCodes.MaxBytesThroughClient }, _) => anythingGood ? ArchiveCollectionStatus.PartiallySucceeded : ArchiveCollectionStatus.Failed,
            (not null, _) => ArchiveCollectionStatus.Failed,
            (null, 0) => ArchiveCollectionStatus.Succeeded,
            _ => anythingGood ? ArchiveCollectionStatus.PartiallySucceeded : ArchiveCollectionStatus.Failed,
        };
    }

    private TransferError? EmptySource(ArchiveCollectionTotals totals) =>
        totals.Planned > 0 || run.Options.Sanity.AllowEmptySource || !planner.SourceListingComplete ? null : new TransferError
        {
            Code = TransferErrorCodes.SourceEmpty,
            Message = $"Nothing was selected: no object of the source bucket {DisplayText.Quote(run.Options.Source.Bucket)} under the prefix {DisplayText.Quote(run.Options.Source.Prefix)} passes Include and Exclude. Correct Source.Prefix or the globs; if an empty source is right, set Sanity.AllowEmptySource.",
        };

    private TransferError? Incomplete() =>
        planner is { SourceListingComplete: true, DestinationListingComplete: true } ? null : new TransferError
        {
            Code = TransferErrorCodes.ListingIncomplete,
            Message = "A listing broke in the middle; objects after that point were not looked at. The warnings say from which key on. Run again.",
        };

    private ArchiveCollectionMeasurements Measure(TimeSpan elapsed) => session.Meter.Read(elapsed) with
    {
        Fallbacks = recorder.ReadStrategies().Sum(static strategy => strategy.FellBack),
        Recovered = recorder.ReadRecovered(),
    };
}
