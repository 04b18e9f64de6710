using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Execution;

/// <summary>
/// Planning and transferring side by side: one feeder takes decisions from the planner, workers take objects from a short queue, and become
/// more as there are places for their requests. Every object that was planned leaves through the recorder exactly once, also when the run ends early.
/// </summary>
/// <param name="concurrency">Most places for requests.</param>
/// <param name="room">Workers beyond the places, for objects that wait in strategies without a request.</param>
/// <param name="wanted">Workers that could do something right now; null: as many as there are objects for.</param>
internal sealed class TransferExecutor(TransferRun run, ObjectTransfer transfer, OutcomeRecorder recorder, RunStop stop, WorkSupply supply, int concurrency, int room, Func<int>? wanted)
{
    private const int LongestQueue = 256;

    private readonly Channel<WorkItem> queue = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(Math.Min(concurrency, LongestQueue) * 2) { SingleWriter = true });
    private readonly WorkItem?[] current = new WorkItem?[concurrency + room];
    private readonly OverwriteGuard guard = new(run.Options.Sanity, run.Options.Overwrite);
    private readonly List<Task> pool = [];
    private int busy;
    private volatile bool feedAbandoned;

    /// <summary>Objects being transferred right now.</summary>
    public int InFlight => Math.Max(0, current.Count(static work => work is not null) - supply.Waiting);

    /// <summary>Runs to the end of the plan, or until stopped. Throws what the planner throws; outcomes balance all the same.</summary>
    /// <param name="countReplaced">Counts in one more pass what would be replaced, and what is there.</param>
    /// <param name="planned">Called when the whole plan is known.</param>
    /// <param name="cancellationToken">Aborts what is in flight; <see cref="RunStop.Token"/> only stops handing out.</param>
    public async Task RunAsync(
        IAsyncEnumerable<PlanEntry> plan,
        Func<CancellationToken, ValueTask<(long Replaced, long Present, string? Gap)>> countReplaced,
        Action planned,
        CancellationToken cancellationToken)
    {
        supply.Open(current.Length);
        try
        {
            if (await SettledAsync(FeedAsync(plan, countReplaced, cancellationToken)).ConfigureAwait(false))
            {
                planned();
            }
            else
            {
                // A source that does not heed the cancellation: what it still yields is nobody's.
                feedAbandoned = true;
                await HandOutHeldAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            queue.Writer.TryComplete();
            supply.Close();
            await SettleAsync(UntilDoneAsync()).ConfigureAwait(false);
        }
    }

    private async Task FeedAsync(IAsyncEnumerable<PlanEntry> plan, Func<CancellationToken, ValueTask<(long Replaced, long Present, string? Gap)>> countReplaced, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (PlanEntry entry in plan.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                if (feedAbandoned)
                {
                    return;
                }

                recorder.Planned(entry.Size);
                if (entry.Error is not null)
                {
                    await recorder.RecordAsync(Refused(entry)).ConfigureAwait(false);
                    continue;
                }

                if (entry.Skip)
                {
                    await recorder.SkippedAsync(entry).ConfigureAwait(false);
                    continue;
                }

                WorkItem work = new(ToTransfer(entry));
                if (!entry.Replaces || !guard.IsActive)
                {
                    await HandOutAsync(work, cancellationToken).ConfigureAwait(false);
                }
                else if (guard.Hold(work))
                {
                    await JudgeAsync(countReplaced).ConfigureAwait(false);
                    await HandOutHeldAsync(cancellationToken).ConfigureAwait(false);
                }

                if (stop.IsRequested)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsRequested)
        {
            // The plan ends here; what was planned still gets its outcome.
        }
        finally
        {
            if (!feedAbandoned)
            {
                await HandOutHeldAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops the run when too much would be replaced. What was copied so far replaced nothing, and is there now although it was not before.</summary>
    private async ValueTask JudgeAsync(Func<CancellationToken, ValueTask<(long Replaced, long Present, string? Gap)>> countReplaced)
    {
        (long replaced, long present, string? gap) = await countReplaced(stop.Token).ConfigureAwait(false);
        if (feedAbandoned)
        {
            return;
        }

        TransferError? error = gap is not null ? OverwriteGuard.Refuse(gap) : guard.Judge(replaced, present - recorder.ReadTotals().Copied);
        if (error is not null)
        {
            stop.Request(error);
        }
    }

    private async ValueTask HandOutHeldAsync(CancellationToken cancellationToken)
    {
        foreach (WorkItem work in guard.Release())
        {
            await HandOutAsync(work, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="cancellationToken">For the workers that are begun.</param>
    private async ValueTask HandOutAsync(WorkItem work, CancellationToken cancellationToken)
    {
        if (!stop.IsRequested)
        {
            supply.Queue();
            try
            {
                await queue.Writer.WriteAsync(work, stop.Token).ConfigureAwait(false);
                AddWorkers(cancellationToken);
                return;
            }
            catch (OperationCanceledException)
            {
                // Stopped while the queue was full.
                supply.Withdraw();
            }
        }

        await ReportAsync(work, transfer.NotAttempted(work)).ConfigureAwait(false);
    }

    /// <summary>Begins workers while fewer are free than objects wait, and more could do something.</summary>
    private void AddWorkers(CancellationToken cancellationToken)
    {
        if (pool.Count == current.Length || HasEnoughWorkers())
        {
            return;
        }

        int most = Math.Min(current.Length, wanted?.Invoke() ?? current.Length);
        lock (pool)
        {
            while (pool.Count < most && !HasEnoughWorkers())
            {
                pool.Add(WorkAsync(pool.Count, cancellationToken));
            }
        }
    }

    private bool HasEnoughWorkers() => pool.Count - Volatile.Read(ref busy) >= queue.Reader.Count;

    /// <summary>Nothing is queued any more, and every worker has ended: only one that works begins another.</summary>
    private async Task UntilDoneAsync()
    {
        for (int seen = 0; ;)
        {
            Task[] all;
            lock (pool)
            {
                if (pool.Count == seen)
                {
                    return;
                }

                all = [.. pool];
            }

            await Task.WhenAll(all).ConfigureAwait(false);
            seen = all.Length;
        }
    }

    private async Task WorkAsync(int worker, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await foreach (WorkItem work in queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Interlocked.Increment(ref busy);
            supply.Begin();

            // What was queued while this worker seemed free may count on it.
            AddWorkers(cancellationToken);
            Volatile.Write(ref current[worker], work);
            await ReportAsync(work, await ToOutcomeAsync(work, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            Volatile.Write(ref current[worker], null);
            supply.End();
            Interlocked.Decrement(ref busy);
            AddWorkers(cancellationToken);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TransferOutcome> ToOutcomeAsync(WorkItem work, CancellationToken cancellationToken)
    {
        if (stop.IsRequested)
        {
            return transfer.NotAttempted(work);
        }

        try
        {
            return run.Options.DryRun ? WouldCopy(work) : await transfer.ToOutcomeAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return transfer.NotAttempted(work);
        }
#pragma warning disable CA1031 // A defect in one object's transfer is that object's failure; the run and its totals go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return transfer.Crashed(work, exception);
        }
    }

    /// <summary>Waits for the workers. One that does not return in time loses its object to <see cref="TransferStatus.NotAttempted"/>.</summary>
    private async Task SettleAsync(Task all)
    {
        if (!await SettledAsync(all).ConfigureAwait(false))
        {
            run.Warnings.Add($"Not everything in flight settled within SettleTimeout ({run.Options.SettleTimeout}).");
            while (queue.Reader.TryRead(out WorkItem? waiting))
            {
                await ReportAsync(waiting, transfer.NotAttempted(waiting)).ConfigureAwait(false);
            }

            for (int i = 0; i < current.Length; i++)
            {
                if (Volatile.Read(ref current[i]) is { } work)
                {
                    await ReportAsync(work, transfer.NotAttempted(work)).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Waits for a task; once the run is cancelled, no longer than it may take to settle. False: given up, and whatever becomes of the task is nobody's.</summary>
    private async ValueTask<bool> SettledAsync(Task task)
    {
        try
        {
            await task.WaitAsync(run.Settling).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (run.Settling.IsCancellationRequested && !task.IsCompleted)
        {
            _ = task.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return false;
        }
    }

    private ValueTask ReportAsync(WorkItem work, TransferOutcome outcome) => work.TryClaim() ? recorder.RecordAsync(outcome) : default;

    private TransferOutcome WouldCopy(WorkItem work)
    {
        (string? strategy, string? decision) = transfer.Preview(work.Transfer);
        run.Estimate.Add(work.Transfer, strategy ?? "", run);
        return new TransferOutcome
        {
            Source = work.Transfer.Source,
            DestinationKey = work.Transfer.DestinationKey,
            Status = TransferStatus.Planned,
            Reason = work.Transfer.Reason,
            Strategy = strategy,
            Decision = decision,
        };
    }

    private PlannedTransfer ToTransfer(in PlanEntry entry) => new()
    {
        Source = entry.Source,
        SourceBucket = entry.Source.BucketName ?? run.Options.Source.Bucket!,
        DestinationBucket = run.Options.Destination.Bucket!,
        DestinationKey = entry.DestinationKey,
        Size = entry.Size,
        Reason = entry.Reason!,
        Existing = entry.Existing,
    };

    private static TransferOutcome Refused(in PlanEntry entry) => new()
    {
        Source = entry.Source,
        DestinationKey = entry.DestinationKey,
        Status = TransferStatus.Failed,
        Error = entry.Error,
    };
}
