using System.Runtime.CompilerServices;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Selection;
using ArchiveTransfer.Strategies;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Execution;

/// <summary>Takes one object to its one outcome: way after way until one works, the evidence is enough, or the answer is final.</summary>
/// <param name="atWork">Room for objects with strategies that take one at a time.</param>
internal sealed class ObjectTransfer(
    TransferRun run, TransferContext context, StrategySelector selector, OutcomeRecorder recorder, RunStop stop, WorkSupply supply, ObjectsAtWork atWork)
{
    /// <summary>A timer may fire a little before the clock says that its time is over.</summary>
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(100);

    /// <summary>The outcome of an object. Throws only when cancelled before the object's end is known.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TransferOutcome> ToOutcomeAsync(WorkItem work, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeWaysAsync(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (WayTaken way in work.Ways)
            {
                way.Leave();
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TransferOutcome> TakeWaysAsync(WorkItem work, CancellationToken cancellationToken)
    {
        PlannedTransfer item = work.Transfer;
        work.StartedAt = run.TimeProvider.GetTimestamp();
        var tally = new ObjectTally();
        string? passedOver = null;
        string? directFailure = null;
        StrategyCandidate? direct = null;
        Onward onward = Onward.AnyWay;
        TransferAttempt? last = null;
        StrategyCandidate? lastCandidate = null;
        for (int index = selector.Next(item, 0, ref passedOver); index >= 0; index = selector.Next(item, index + 1, ref passedOver, onward))
        {
            StrategyCandidate candidate = selector[index];
            WayTaken? way = null;
            if (candidate.Pairs?.Of(item, candidate.Pairs == run.CopyPairs && ServerSideCopyStrategy.GoesByParts(item, run)) is { } pair)
            {
                if (await EnterAsync(pair, candidate, cancellationToken).ConfigureAwait(false) is not { } passage)
                {
                    work.StartedAt = last is null ? 0 : work.StartedAt;
                    return NotAttempted(work);
                }

                if (passage == Passage.Closed)
                {
                    (direct, directFailure) = (candidate, SelectionReasons.PairRefused);
                    passedOver = StrategySelector.Append(passedOver, candidate.Name, SelectionReasons.PairRefused);
                    continue;
                }

                if (passage == Passage.Canary || !pair.Works)
                {
                    way = new WayTaken(candidate, pair, passage == Passage.Canary);
                    work.Ways = [.. work.Ways, way];
                }
            }
            else if (!run.ClientBytes.TryTake(item))
            {
                stop.Request(TransferErrors.TooManyClientBytes(run.Options, item, passedOver));
                work.StartedAt = last is null ? 0 : work.StartedAt;
                work.Decision = passedOver;
                return NotAttempted(work);
            }

            if (lastCandidate is not null)
            {
                recorder.FellBack(lastCandidate.Name);
            }

            string decision = passedOver is null ? candidate.PlainDecision : $"{candidate.PlainDecision}; {passedOver}";
            TransferAttempt attempt = await AttemptAsync(candidate, item, tally, cancellationToken).ConfigureAwait(false);
            work.Retries += attempt.Retries;
            if (attempt.Error is null)
            {
                attempt = await EvidenceFloor.ApplyAsync(attempt, run, tally, run.Settling).ConfigureAwait(false);
            }
            else
            {
                attempt = await EvidenceFloor.CleanUpAsync(attempt, run, tally, run.Settling).ConfigureAwait(false);
            }

            if (attempt.Error is null)
            {
                Learn(candidate, way, work);
                if (direct is not null && candidate.Path != TransferPath.ServerSide)
                {
                    Lost(direct, directFailure!, item);
                }

                return Copied(work, attempt, candidate, attempt.Detail is null ? decision : $"{decision}; {attempt.Detail}", tally);
            }

            way?.Failed(attempt.Error);
            if (candidate.Pairs is null)
            {
                run.ClientBytes.GiveBack(item);
            }

            (last, lastCandidate, work.Decision) = (attempt, candidate, decision);
            onward = selector.After(candidate, attempt);
            if (onward == Onward.Nowhere || (attempt.Exhausted && stop.IsRequested))
            {
                // A store that fails object after object has ended the run: that is no time to send them all another way.
                break;
            }

            string reason = attempt.Exhausted ? SelectionReasons.DirectExhausted : $"refused ({DisplayText.Escape(attempt.Error.StoreCode ?? attempt.Error.Code)})";
            if (candidate.Path == TransferPath.ServerSide)
            {
                (direct, directFailure) = (candidate, reason);
            }

            passedOver = StrategySelector.Append(passedOver, candidate.Name, reason);
        }

        return Failed(work, last, lastCandidate, passedOver, tally);
    }

    /// <summary>The outcome of an object that was planned and not begun, or given up.</summary>
    public TransferOutcome NotAttempted(WorkItem work) => new()
    {
        Source = work.Transfer.Source,
        DestinationKey = work.Transfer.DestinationKey,
        Status = TransferStatus.NotAttempted,
        Reason = work.Transfer.Reason,
        Decision = work.Decision,
        Attempts = work.StartedAt == 0 ? 0 : work.Retries + 1,
        Duration = work.StartedAt == 0 ? TimeSpan.Zero : run.TimeProvider.GetElapsedTime(work.StartedAt),
    };

    /// <summary>The outcome of an object whose transfer met a defect.</summary>
    public TransferOutcome Crashed(WorkItem work, Exception exception) => new()
    {
        Source = work.Transfer.Source,
        DestinationKey = work.Transfer.DestinationKey,
        Status = TransferStatus.Failed,
        Reason = work.Transfer.Reason,
        Decision = work.Decision,
        Attempts = work.Retries + 1,
        Duration = work.StartedAt == 0 ? TimeSpan.Zero : run.TimeProvider.GetElapsedTime(work.StartedAt),
        Error = StrategyErrors.Of(exception, "engine", work.Transfer),
    };

    /// <summary>Which way an object would take, and why.</summary>
    public (string? Strategy, string? Decision) Preview(PlannedTransfer item)
    {
        string? passedOver = null;
        int index = selector.Next(item, 0, ref passedOver);
        return index < 0 ? (null, passedOver)
            : (selector[index].Name, passedOver is null ? selector[index].PlainDecision : $"{selector[index].PlainDecision}; {passedOver}");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TransferAttempt> AttemptAsync(StrategyCandidate candidate, PlannedTransfer item, ObjectTally tally, CancellationToken cancellationToken)
    {
        SemaphoreSlim? room = candidate.Lane is null ? await atWork.EnterAsync(candidate.Path, cancellationToken).ConfigureAwait(false) : null;
        try
        {
            if (candidate.Strategy is StoreStrategy builtIn)
            {
                return await builtIn.TransferAsync(item, run, cancellationToken).ConfigureAwait(false);
            }

            return await UserAttemptAsync(candidate, item, tally, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            room?.Release();
        }
    }

    private async ValueTask<TransferAttempt> UserAttemptAsync(StrategyCandidate candidate, PlannedTransfer item, ObjectTally tally, CancellationToken cancellationToken)
    {
        TransferAttempt attempt = await UserAttempt.RunAsync(candidate, item, context, run, tally, cancellationToken).ConfigureAwait(false);
        return attempt.Error is { Code: TransferErrorCodes.StrategyLostItem }
            ? await LookForLostAsync(attempt, tally, cancellationToken).ConfigureAwait(false)
            : attempt;
    }

    /// <summary>A strategy that says nothing of an object may have copied it all the same.</summary>
    private async ValueTask<TransferAttempt> LookForLostAsync(TransferAttempt lost, ObjectTally tally, CancellationToken cancellationToken)
    {
        StoreResult<ObjectHead> head = await run.HeadDestinationAsync(lost.Item.DestinationKey, tally, cancellationToken).ConfigureAwait(false);
        return head.IsSuccess && LandingCheck.HasLanded(new ObjectWork(run, lost.Item), head.Value, lost.Item.Source.ETag)
            ? TransferAttempt.Found(lost.Item, head.Value.ETag)
            : lost;
    }

    /// <summary>Waits until the pair lets the object in, or not; null: the run ended meanwhile.</summary>
    private async ValueTask<Passage?> EnterAsync(PairState pair, StrategyCandidate candidate, CancellationToken cancellationToken)
    {
        if (pair.Works)
        {
            return Passage.Open;
        }

        while (true)
        {
            Task changed = pair.Changed;
            if (pair.TryEnter(candidate.SendsCanaries) is { } passage)
            {
                return passage;
            }

            supply.Park(candidate.Lane);
            try
            {
                await changed.WaitAsync(PairState.Patience + AMoment, run.TimeProvider, stop.Token).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Asked again: a canary that takes long is joined by others.
            }
            catch (OperationCanceledException) when (stop.IsRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return null;
            }
            finally
            {
                supply.Unpark(candidate.Lane);
            }
        }
    }

    /// <summary>The object was copied: what that says of the way it took, and of those it was refused.</summary>
    private void Learn(StrategyCandidate candidate, WayTaken? way, WorkItem work)
    {
        PlannedTransfer item = work.Transfer;
        if (way is not null)
        {
            way.Copied();
            way.Pair.Succeed();
            if (way.Pair.TakeReopened())
            {
                run.Warnings.Add($"{candidate.Name} copies from {DisplayText.Quote(item.SourceBucket)} to {DisplayText.Quote(item.DestinationBucket)} again; it was refused before.");
            }
        }

        foreach (WayTaken refused in work.Ways)
        {
            if (refused.ProveRefusal(item.Source.Key))
            {
                Closed(refused, item, leftDirect: candidate.Path != TransferPath.ServerSide);
            }
        }
    }

    /// <summary>Went through this machine although the store was meant to copy it.</summary>
    private void Lost(StrategyCandidate direct, string reason, PlannedTransfer item)
    {
        run.ClientBytes.AddExtra(item);
        if (direct.Pairs!.IsFirstLoss())
        {
            run.Warnings.Add($"{direct.Name} did not copy {DisplayText.Quote(item.Source.Key)}: {reason}. Such objects go through this machine: the decisions say which, ExtraBytesThroughClient how much.");
        }
    }

    private void Closed(WayTaken way, PlannedTransfer item, bool leftDirect)
    {
        string refusal = $"{way.Candidate.Name} from {DisplayText.Quote(item.SourceBucket)} to {DisplayText.Quote(item.DestinationBucket)}: refused ({DisplayText.Escape(way.RefusedWith!)}) for three objects that another way could transfer, and none was copied";
        if (leftDirect)
        {
            run.DegradedReason ??= refusal;
        }

        run.Warnings.Add(leftDirect
            ? $"{refusal}. The rest goes through this machine; one object asks again every {PairState.AskAgainAfter.TotalMinutes:0} minutes. Let the destination's identity read the source to avoid it; Sanity.MaxBytesThroughClient bounds what it may cost."
            : $"{refusal}. The library copies the rest itself; one object asks again every {PairState.AskAgainAfter.TotalMinutes:0} minutes.");
    }

    private TransferOutcome Copied(WorkItem work, TransferAttempt attempt, StrategyCandidate candidate, string decision, ObjectTally tally) => new()
    {
        Source = work.Transfer.Source,
        DestinationKey = work.Transfer.DestinationKey,
        Status = TransferStatus.Copied,
        Reason = work.Transfer.Reason,
        Strategy = candidate.Name,
        Decision = decision,
        BytesCopied = work.Transfer.Size,
        Evidence = attempt.Evidence ?? VerificationEvidence.None,
        EvidenceReason = attempt.EvidenceReason,
        DestinationETag = attempt.ETag,
        Attempts = 1 + work.Retries + tally.Retries,
        Duration = run.TimeProvider.GetElapsedTime(work.StartedAt),
    };

    private TransferOutcome Failed(WorkItem work, TransferAttempt? last, StrategyCandidate? candidate, string? passedOver, ObjectTally tally)
    {
        TransferError error = last?.Error ?? new TransferError
        {
            Code = TransferErrorCodes.NoStrategy,
            Message = $"OperationMode {run.Options.OperationMode} has no way for {DisplayText.Quote(work.Transfer.Source.Key)} ({passedOver}); Auto may have one.",
        };

        if (error.Kind is TransferErrorKind.NotThisWay or TransferErrorKind.NotThisWayForPair)
        {
            error = error with
            {
                Code = candidate?.Path == TransferPath.ServerSide && error.Code != TransferErrorCodes.S5cmdFailed ? TransferErrorCodes.CopyRefused : error.Code,
                Kind = TransferErrorKind.Permanent,
                Message = run.Options switch
                {
                    { OperationMode: OperationMode.DirectSync } =>
                        $"{error.Message} OperationMode {OperationMode.DirectSync} allows no other way; {OperationMode.Auto} and {OperationMode.Hybrid} stream such objects.",
                    { EnableFallback: false } => $"{error.Message} EnableFallback is false, so no other way was tried.",
                    _ => error.Message,
                },
            };
        }

        return new TransferOutcome
        {
            Source = work.Transfer.Source,
            DestinationKey = work.Transfer.DestinationKey,
            Status = TransferStatus.Failed,
            Reason = work.Transfer.Reason,
            Strategy = candidate?.Name,
            Decision = work.Decision ?? passedOver,
            Attempts = candidate is null ? 0 : 1 + work.Retries + tally.Retries,
            Duration = run.TimeProvider.GetElapsedTime(work.StartedAt),
            Error = error,
        };
    }
}
