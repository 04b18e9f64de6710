using System.Runtime.CompilerServices;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>
/// A request that makes an object visible: copy, put or complete. One whose answer was lost is never repeated before the destination was
/// looked at. The look is the beginning of the next attempt, so that it comes after the wait and spends the same budget.
/// </summary>
internal abstract class VisibleWrite(ObjectWork work, StoreOperation operation)
{
    /// <summary>A request of this write may have done its work without our knowing.</summary>
    private StoreError? lost;
    private bool inFlight;
    private bool everLost;

    /// <summary>What looking showed, when that and not an answer proves the write.</summary>
    public ObjectHead? Found { get; private set; }

    protected ObjectWork Work => work;

    /// <summary>Ask the store not to replace anything: it is to be kept, and the store was not seen to refuse the condition. Decided once for each attempt, with the look that takes its place.</summary>
    protected bool IfNoneMatch { get; private set; }

    private static StoreResult<WrittenObject>? Absent => null;

    private bool IsOpen => inFlight || lost is not null;

    /// <summary>ETag the write makes, where that is known.</summary>
    protected abstract string? ExpectedETag { get; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<StoreResult<WrittenObject>> RunAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        try
        {
            StoreResult<WrittenObject> result = await work.Run.DestinationSender
                .SendAsync(operation, static (self, timer) => self.AttemptAsync(timer), this, work.Tally, UnitOptions.Repeatable with { At = work.Destination, Timeout = timeout }, cancellationToken)
                .ConfigureAwait(false);
            if (result.Error is not { Kind: StoreErrorKind.Unknown } error)
            {
                // What may have taken place is handed to no other way, however often looking for it failed.
                return lost is not null && result.Error is { Exhausted: true } unseen ? unseen with { Exhausted = false } : result;
            }

            return IsOpen ? await SettleAsync(error, cancellationToken).ConfigureAwait(false) : error with { Kind = StoreErrorKind.Transient };
        }
        catch (OperationCanceledException) when (IsOpen)
        {
            if (await LookAsideAsync().ConfigureAwait(false) is { } found)
            {
                return found;
            }

            throw;
        }
    }

    /// <summary>Sends the request once; <see cref="Dispatched"/> is called when it may begin to act.</summary>
    protected abstract ValueTask<StoreResult<WrittenObject>> SendAsync(AttemptTimer timer);

    /// <summary>From here on an end without an answer proves nothing.</summary>
    protected void Dispatched() => inFlight = true;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StoreResult<WrittenObject>> AttemptAsync(AttemptTimer timer)
    {
        if (inFlight)
        {
            // The attempt before this one ran out of time, so that its end was not seen here.
            lost = TimedOut();
            ReportNoRefusal();
        }

        if (lost is not null)
        {
            StoreResult<WrittenObject>? settled = await LookAsync(timer.Token).ConfigureAwait(false);
            if (settled is { } known)
            {
                return known;
            }

            timer.Progress();
        }

        IfNoneMatch = work.KeepsExisting && !work.Run.RefusedConditions.Contains(operation);
        if (work.KeepsExisting && !IfNoneMatch && await FindInTheWayAsync(timer).ConfigureAwait(false) is { } inTheWay)
        {
            return inTheWay;
        }

        StoreResult<WrittenObject> result = await SendAsync(timer).ConfigureAwait(false);
        if (result.Error is { Kind: StoreErrorKind.Transient or StoreErrorKind.Throttled or StoreErrorKind.Unknown })
        {
            ReportNoRefusal();
        }

        if (result.Error is { } refusal && CopyForms.MayBeOfHeader(refusal))
        {
            result = await SendOtherwiseAsync(refusal, timer).ConfigureAwait(false);
        }

        if (result.Error is { Kind: StoreErrorKind.Unknown } error)
        {
            if (!inFlight)
            {
                // It was the reading that got no answer; nothing was written.
                return error with { Kind = StoreErrorKind.Transient };
            }

            lost = error;
            everLost = true;
        }

        inFlight = false;
        return IsPerhapsOwnDoing(result.Error) && await LookAsync(timer.Token, tookEffect: true).ConfigureAwait(false) is { IsSuccess: true } landed ? landed : result;
    }

    /// <summary>
    /// A refusal may be about a header. "Not implemented" is most often said of the condition, so that goes first; of anything else the condition is the last to be
    /// suspected, because what takes its place is weaker.
    /// </summary>
    private async ValueTask<StoreResult<WrittenObject>> SendOtherwiseAsync(StoreError refusal, AttemptTimer timer)
    {
        bool conditional = IfNoneMatch;
        StoreResult<WrittenObject> result = refusal;
        bool first = refusal.IsNotImplemented || work.Run.RefusedConditions.IsSuspected(operation);
        if (conditional && first)
        {
            result = await SendUnconditionallyAsync(refusal, simpler: false, timer).ConfigureAwait(false);
        }

        if (IsStillRefused(result))
        {
            IfNoneMatch = conditional;
            result = await SendSimplerAsync(refusal, timer).ConfigureAwait(false);
        }

        if (conditional && IsStillRefused(result) && !first)
        {
            result = await SendUnconditionallyAsync(refusal, simpler: false, timer).ConfigureAwait(false);
        }

        return conditional && IsStillRefused(result) ? await SendUnconditionallyAsync(refusal, simpler: true, timer).ConfigureAwait(false) : result;
    }

    private static bool IsStillRefused(StoreResult<WrittenObject> result) => result.Error is { } error && CopyForms.MayBeOfHeader(error);

    /// <summary>Looks in place of the condition, and sends the same without. What the store does not do is believed once it did that.</summary>
    private async ValueTask<StoreResult<WrittenObject>> SendUnconditionallyAsync(StoreError refusal, bool simpler, AttemptTimer timer)
    {
        inFlight = false;
        StoreError? inTheWay = await FindInTheWayAsync(timer).ConfigureAwait(false);
        if (inTheWay is not null)
        {
            return inTheWay.IsPreconditionFailed ? inTheWay : refusal;
        }

        IfNoneMatch = false;
        StoreResult<WrittenObject> result = simpler ? await SendSimplerAsync(refusal, timer).ConfigureAwait(false) : await SendAsync(timer).ConfigureAwait(false);
        if (result.IsSuccess && work.Run.RefusedConditions.Confirm(operation, refusal))
        {
            work.Run.Warnings.Add($"The destination does not do {operation} with If-None-Match: under Overwrite {OverwriteMode.Never} it is looked at before each write instead, which another writer can slip past.");
        }

        return result;
    }

    /// <summary>Whoever waits for the first object of the pair waits to hear of a refusal; what went wrong here is none.</summary>
    private void ReportNoRefusal()
    {
        if (operation == StoreOperation.CopyObject)
        {
            work.Run.CopyPairs.Of(work.Item, byParts: false).NotRefused();
        }
    }

    /// <summary>Sends a refused request again with less in it, where that can be; else the refusal.</summary>
    protected virtual ValueTask<StoreResult<WrittenObject>> SendSimplerAsync(StoreError refusal, AttemptTimer timer) => new(refusal);

    /// <summary>Refusals that an earlier request of this very write may have caused: its upload is used up, its object is there.</summary>
    private bool IsPerhapsOwnDoing(StoreError? error) => error switch
    {
        { Code: "NoSuchUpload" } => operation == StoreOperation.CompleteMultipartUpload,
        { IsPreconditionFailed: true } => everLost,
        _ => false,
    };

    /// <summary>Where the store does not do it itself: look, then write. The best there is, and not atomic.</summary>
    private async ValueTask<StoreError?> FindInTheWayAsync(AttemptTimer timer)
    {
        StoreResult<ObjectHead> head = await work.Run.Destination.HeadAsync(new HeadRequest(work.Destination), timer.Token).ConfigureAwait(false);
        timer.Progress();
        return head.Error is null ? new StoreError { Operation = operation, Kind = StoreErrorKind.Permanent, Code = StoreErrorCodes.PreconditionFailed, Message = "the destination has it" }
            : IsAbsent(head.Error) ? null
            : head.Error with { Operation = operation, Kind = head.Error.Kind == StoreErrorKind.Unknown ? StoreErrorKind.Transient : head.Error.Kind };
    }

    private static bool IsAbsent(StoreError look) => look.StatusCode == 404 || look.Code is StoreErrorCodes.NotFound or "NoSuchKey";

    /// <summary>Landed: the object. Cannot be seen: an error. Null: it did not take place, and may be repeated.</summary>
    private async ValueTask<StoreResult<WrittenObject>?> LookAsync(CancellationToken cancellationToken, bool tookEffect = false)
    {
        StoreResult<ObjectHead> head = await work.Run.Destination.HeadAsync(new HeadRequest(work.Destination), cancellationToken).ConfigureAwait(false);
        StoreResult<WrittenObject>? seen = Judge(head, tookEffect);
        if (seen is null)
        {
            (lost, inFlight, everLost) = (null, false, true);
        }

        return seen;
    }

    private async ValueTask<StoreResult<WrittenObject>> SettleAsync(StoreError error, CancellationToken cancellationToken)
    {
        lost = error;
        StoreResult<ObjectHead> head = await HeadAsync(UnitOptions.Repeatable, cancellationToken).ConfigureAwait(false);
        return Judge(head) ?? error with { Kind = StoreErrorKind.Transient, Exhausted = true, Message = $"{error.Message}; it did not take place" };
    }

    private async ValueTask<StoreResult<WrittenObject>?> LookAsideAsync()
    {
        try
        {
            StoreResult<WrittenObject>? seen = Judge(await HeadAsync(UnitOptions.Aside, work.Run.Settling).ConfigureAwait(false));
            return seen is { IsSuccess: true } ? seen : Absent;
        }
        catch (OperationCanceledException)
        {
            return Absent;
        }
    }

    private ValueTask<StoreResult<ObjectHead>> HeadAsync(UnitOptions options, CancellationToken cancellationToken) =>
        work.Run.DestinationSender.SendAsync(
            StoreOperation.HeadObject,
            static (work, timer) => work.Run.Destination.HeadAsync(new HeadRequest(work.Destination), timer.Token),
            work,
            work.Tally,
            options with { At = work.Destination },
            cancellationToken);

    private StoreResult<WrittenObject>? Judge(StoreResult<ObjectHead> head, bool tookEffect = false)
    {
        if (head.Error is { } error)
        {
            return IsAbsent(error) ? Absent : Unseen(error);
        }

        if (!LandingCheck.HasLanded(work, head.Value, ExpectedETag, tookEffect))
        {
            return Absent;
        }

        Found = head.Value;
        return new WrittenObject { ETag = Found.ETag ?? "", VersionId = Found.VersionId, ServerSideEncryption = Found.ServerSideEncryption };
    }

    /// <summary>The write stands as lost; whether looking may be tried again is what the look's own error says.</summary>
    private StoreError Unseen(StoreError look)
    {
        StoreError unsettled = lost ?? TimedOut();
        return unsettled with
        {
            Kind = look.Kind == StoreErrorKind.NotThisWay ? StoreErrorKind.Permanent : look.Kind,
            RetryAfter = look.RetryAfter,
            Exhausted = look.Exhausted,
            Message = $"{unsettled.Message}; looking for the object ended with {look.StatusCode} {look.Code}",
        };
    }

    private StoreError TimedOut() => new()
    {
        Operation = operation,
        Kind = StoreErrorKind.Unknown,
        Code = StoreErrorCodes.AttemptTimeout,
        Message = "no answer in time",
    };
}
