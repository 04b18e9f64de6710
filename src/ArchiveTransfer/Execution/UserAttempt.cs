using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Selection;

namespace ArchiveTransfer.Execution;

/// <summary>Attempts of a strategy of the user's, with the engine's places, clocks and retries, and its exceptions classified as the SDK's errors are.</summary>
internal static class UserAttempt
{
    public static async ValueTask<TransferAttempt> RunAsync(
        StrategyCandidate candidate, PlannedTransfer item, TransferContext context, TransferRun run, ObjectTally tally, CancellationToken cancellationToken)
    {
        // The attempt travels beside the result: the engine's retries look at a store's error, the outcome wants the user's.
        var holder = new Holder();
        StoreResult<TransferAttempt> result = await run.DestinationSender.SendAsync<TransferAttempt, (StrategyCandidate Candidate, PlannedTransfer Item, TransferContext Context, Holder Holder, CancellationToken Caller)>(
            StoreOperation.CopyObject,
            static async (call, timer) =>
            {
                TransferAttempt attempt = await AttemptAsync(call.Candidate, call.Item, call.Context, call.Caller, timer.Token).ConfigureAwait(false);
                call.Holder.Last = attempt;
                return attempt.Error is null ? attempt : ToStoreError(attempt.Error);
            },
            (candidate, item, context, holder, cancellationToken),
            tally,
            // A strategy that takes a stream asks for places itself and is its own judge of progress.
            candidate.Lane is null ? UnitOptions.Write : new UnitOptions(RepeatsUnknown: false, TakesPlace: false, Timeout.InfiniteTimeSpan),
            cancellationToken).ConfigureAwait(false);

        if (result.IsSuccess)
        {
            return result.Value;
        }

        TransferError error = result.Error.Code == StoreErrorCodes.AttemptTimeout || holder.Last?.Error is null
            ? TransferErrors.From(result.Error, item, StoreSide.Destination)
            : holder.Last.Error;
        return new TransferAttempt(item, error) { Exhausted = result.Error.Exhausted };
    }

    private static async ValueTask<TransferAttempt> AttemptAsync(StrategyCandidate candidate, PlannedTransfer item, TransferContext context, CancellationToken caller, CancellationToken cancellationToken)
    {
        try
        {
            TransferAttempt? attempt = candidate.Lane is { } lane
                ? await lane.TransferAsync(item).ConfigureAwait(false)
                : await ((ObjectTransferStrategy)candidate.Strategy).AttemptAsync(item, context, cancellationToken).ConfigureAwait(false);
            return ReferenceEquals(attempt?.Item, item) ? attempt : TransferAttempt.Failed(item, new TransferError
            {
                Code = TransferErrorCodes.StrategyLostItem,
                Message = $"The strategy {candidate.Name} answered for another object than the one it was given.",
            });
        }
        // The caller's token fires before those that are linked to it.
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || caller.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a strategy of the user's throws is the failure of this object.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return TransferAttempt.Failed(item, StrategyErrors.Of(exception, candidate.Name, item));
        }
    }

    private static StoreError ToStoreError(TransferError error) => new()
    {
        Operation = StoreOperation.CopyObject,
        Code = error.StoreCode ?? error.Code,
        StatusCode = error.StatusCode,
        Message = error.Message,
        RequestId = error.RequestId,
        Kind = error.Kind switch
        {
            TransferErrorKind.Transient => StoreErrorKind.Transient,
            TransferErrorKind.Throttled => StoreErrorKind.Throttled,
            TransferErrorKind.NotThisWay or TransferErrorKind.NotThisWayForPair => StoreErrorKind.NotThisWay,
            _ => StoreErrorKind.Permanent,
        },
    };

    private sealed class Holder
    {
        public TransferAttempt? Last { get; set; }
    }
}
