using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ArchiveTransfer.Execution;
using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// Copies one stream of objects. Lines go to a child, no more at once than there are places; what it reports, and what it leaves unsaid when
/// it dies, is proven by the destination's listing. Children come and go; every object gets one attempt.
/// </summary>
internal sealed class S5cmdSession : IDisposable
{
    private readonly Channel<TransferAttempt> attempts = Channel.CreateBounded<TransferAttempt>(new BoundedChannelOptions(256) { SingleReader = true });
    private readonly S5cmdTarget target;
    private readonly TransferRun run;
    private readonly S5cmdHealth health;
    private readonly S5cmdChildren children;
    private readonly S5cmdWindows windows;

    private readonly S5cmdLines lines;

    /// <summary>Objects held at all, those that wait for their proof included: whoever reads a child's output never waits for a proof.</summary>
    private readonly SemaphoreSlim room;

    private volatile bool asksForItem;
    private volatile bool isEnding;

    public S5cmdSession(S5cmdTarget target, TransferRun run, S5cmdHealth health, S5cmdSettings settings)
    {
        (this.target, this.run, this.health) = (target, run, health);
        lines = new S5cmdLines(target.Workers, run.TimeProvider);
        room = new SemaphoreSlim(settings.Room, settings.Room);
        windows = new S5cmdWindows(run, settings, () => asksForItem && lines.IsEmpty);
        children = new S5cmdChildren(target, run, settings, HandleAsync, AbandonAsync);
    }

    /// <summary>One attempt for every item, as soon as it is known. The children are gone when the sequence ends, however it ends.</summary>
    public async IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task running = RunAsync(items, leaving);
        try
        {
            await foreach (TransferAttempt attempt in attempts.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                room.Release();
                yield return attempt;
            }
        }
        finally
        {
            // Where nobody listens any more, nobody may wait for a listener either.
            attempts.Writer.TryComplete();
            await leaving.CancelAsync().ConfigureAwait(false);
            children.Kill();
            await running.ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        lines.Dispose();
        room.Dispose();
    }

    /// <summary>Never throws; what goes wrong is thrown at the end of the sequence.</summary>
    private async Task RunAsync(IAsyncEnumerable<PlannedTransfer> items, CancellationTokenSource leaving)
    {
        await Task.Yield();
        Exception? failure;
        try
        {
            failure = await CopyAsync(items, leaving).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whoever reads the attempts would wait for them for ever.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        attempts.Writer.TryComplete(failure);
    }

    /// <summary>From the first line to the end of the last child. What went wrong, or null.</summary>
    private async Task<Exception?> CopyAsync(IAsyncEnumerable<PlannedTransfer> items, CancellationTokenSource leaving)
    {
        CancellationToken cancellationToken = leaving.Token;
        Exception? failure = null;
        Task proving = ProveAsync();
        using var over = new CancellationTokenSource();
        Task watching = children.WatchAsync(over.Token);
        Task cancelled = UntilAsync(cancellationToken, over.Token);
        Task feeding = FeedAsync(items, cancellationToken);
        try
        {
            await Task.WhenAny(feeding, proving, cancelled).ConfigureAwait(false);
            if (proving.IsCompleted)
            {
                // Where nothing is proven any more, no object is done any more, and the room for them runs out.
                await leaving.CancelAsync().ConfigureAwait(false);
            }
            else if (!cancellationToken.IsCancellationRequested)
            {
                await feeding.ConfigureAwait(false);
                children.CloseInput();
                await Task.WhenAny(children.UntilGoneAsync(), proving, cancelled).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is under way settles below.
        }
#pragma warning disable CA1031 // Thrown again at the end of the sequence, once everything under way has its attempt.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        // Half of the time, so that the other half is left to prove what the children still finished. The feeder may wait for a child that reads no more.
        isEnding = true;
        await children.EndAsync(run.Options.SettleTimeout / 2).ConfigureAwait(false);
        await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await children.EndAsync(TimeSpan.Zero).ConfigureAwait(false);
        windows.Complete();
        await proving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return failure ?? proving.Exception?.InnerException;
    }

    private async Task FeedAsync(IAsyncEnumerable<PlannedTransfer> items, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<PlannedTransfer> enumerator = items.GetAsyncEnumerator(cancellationToken);
        await using (enumerator.ConfigureAwait(false))
        {
            while (true)
            {
                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                await lines.EnterAsync(cancellationToken).ConfigureAwait(false);
                asksForItem = true;
                windows.Nudge();
                if (!await enumerator.MoveNextAsync().ConfigureAwait(false))
                {
                    return;
                }

                asksForItem = false;
                if (await RefuseAsync(enumerator.Current, cancellationToken).ConfigureAwait(false) is { } refused)
                {
                    lines.Leave();
                    await attempts.Writer.WriteAsync(refused, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Hands one object to a child; an attempt where that cannot be.</summary>
    private async ValueTask<TransferAttempt?> RefuseAsync(PlannedTransfer item, CancellationToken cancellationToken)
    {
        if (SourceObject.RefuseArchived(new ObjectWork(run, item)) is { } archived)
        {
            return archived;
        }

        if (health.IsBroken)
        {
            return ToolFailed(item, S5cmdHealth.Reason);
        }

        // Of the bucket, of no leaf: lines are written one after the other, and one that waited for a hot leaf would keep all others waiting.
        Place place = await run.DestinationSender.Places.EnterAsync(StoreOperation.CopyObject, at: null, cancellationToken).ConfigureAwait(false);
        bool handed = false;
        try
        {
            S5cmdChild child = await children.ReadyAsync(cancellationToken).ConfigureAwait(false);
            var work = new S5cmdWork(run, item, child, place);
            handed = lines.TryAdd(work);
            if (!handed)
            {
                return ToolFailed(item, "a line with the same source and destination is under way");
            }

            child.Wrote(item.Size, run.TimeProvider.GetTimestamp());
            run.Counters.Request(StoreOperation.CopyObject);
            if (!await children.WriteAsync(child, S5cmdLine.Copy(target.Flags, work.Source, work.Destination)).ConfigureAwait(false))
            {
                // It may have ended before the line was its own, so that nobody took it up with the others.
                await AbandonAsync(child).ConfigureAwait(false);
            }

            return null;
        }
        catch (Win32Exception exception)
        {
            string reason = $"s5cmd could not be started: {exception.Message}";
            health.Ended(fruitful: false, failed: true);
            run.Warnings.Add($"{DisplayText.Escape(reason)}.");
            return ToolFailed(item, reason);
        }
        catch (CredentialsUnavailableException exception)
        {
            return TransferAttempt.Failed(item, new TransferError { Code = exception.ErrorCode, Message = DisplayText.Escape(exception.Message, DisplayText.WholeMessage) });
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever was asked for the credentials gave up; nobody here did.
            return TransferAttempt.Failed(item, new TransferError { Code = TransferErrorCodes.InvalidCredentials, Kind = TransferErrorKind.Transient, Message = DisplayText.Escape(exception.Message) });
        }
        finally
        {
            if (!handed)
            {
                place.Leave(PlaceOutcome.Abandoned);
            }
        }
    }

    private async ValueTask HandleAsync(S5cmdChild child, S5cmdEvent output)
    {
        switch (output.Kind)
        {
            case S5cmdEventKind.Success when lines.Take(child, output.Pair!, PlaceOutcome.Answered) is { } work:
                await windows.AddAsync(work).ConfigureAwait(false);
                break;
            case S5cmdEventKind.Failure when S5cmdErrors.Read(child.Process.Secrets.Mask(output.Text!)) is var error
                && lines.Take(child, output.Pair!, RequestPlaces.OutcomeOf(error)) is { } work:
                await FailAsync(child, work, error).ConfigureAwait(false);
                break;
            case S5cmdEventKind.NotUnderstood:
                // What it took for a command it never ran, and it does not say which line that was.
                child.Process.Tail.Add(output.Text);
                child.Kill("it did not understand a line");
                break;
            default:
                child.Process.Tail.Add(output.Text ?? output.Pair);
                break;
        }
    }

    private async ValueTask FailAsync(S5cmdChild child, S5cmdWork work, StoreError error)
    {
        if (error.SaysCredentialsAreOver)
        {
            child.HasExpired = true;
            error = await RenewedAsync(child, error).ConfigureAwait(false);
        }

        if (error.Kind == StoreErrorKind.Unknown)
        {
            work.Lost = error;
            await windows.AddAsync(work).ConfigureAwait(false);
            return;
        }

        await attempts.Writer.WriteAsync(work.Object.Failed(error), CancellationToken.None).ConfigureAwait(false);
        windows.Nudge();
    }

    /// <summary>Credentials that the store takes no more are replaced, once for all lines of a child; where there are no others, no attempt will do better.</summary>
    private async ValueTask<StoreError> RenewedAsync(S5cmdChild child, StoreError error)
    {
        try
        {
            return await target.Credentials.RenewAsync(error, child.Credentials, run.Settling).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is CredentialsUnavailableException or OperationCanceledException)
        {
            // Whoever starts the next child meets it again, and says it.
            return error;
        }
    }

    /// <summary>Takes up what a child that ended leaves behind: nobody knows what became of it.</summary>
    private async ValueTask AbandonAsync(S5cmdChild child)
    {
        // All of it first: their places are the whole run's.
        List<S5cmdWork> left = lines.TakeAll(child);
        foreach (S5cmdWork work in left)
        {
            work.Lost = S5cmdErrors.Ended(child.KilledFor, child.Process.ExitCode);
            await windows.AddAsync(work).ConfigureAwait(false);
        }

        bool failed = left.Count > 0 || child.EndedUnasked;
        if (!failed)
        {
            health.Ended(child.IsFruitful, failed: false);
        }
        else if (!isEnding && child.TryBlame())
        {
            // Not where it was this session that ended it.
            health.Ended(child.IsFruitful, failed: true);
            run.Warnings.Add(health.IsBroken
                ? $"s5cmd is used no more: {S5cmdHealth.Reason}. The last it said: {DisplayText.Quote(child.Process.Tail.Read())}."
                : "s5cmd ended before it had answered; what it had in hand was looked for at the destination, and is copied again where it is missing. The log says more.");
        }
    }

    private async Task ProveAsync()
    {
        try
        {
            await foreach (TransferAttempt attempt in windows.ProveAsync().ConfigureAwait(false))
            {
                await attempts.Writer.WriteAsync(attempt, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (run.Settling.IsCancellationRequested)
        {
            // No time is left to prove anything: for all that is known these objects were not attempted.
        }
        finally
        {
            // Nobody may wait for a proof that does not come.
            windows.Complete();
        }
    }

    private static TransferAttempt ToolFailed(PlannedTransfer item, string message) => TransferAttempt.Failed(item, new TransferError
    {
        Code = TransferErrorCodes.S5cmdFailed,
        Kind = TransferErrorKind.NotThisWay,
        Message = DisplayText.Escape(message),
    });

    private static async Task UntilAsync(CancellationToken cancellationToken, CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
