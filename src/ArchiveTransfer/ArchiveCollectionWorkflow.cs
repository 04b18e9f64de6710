using ArchiveTransfer.Checking;
using ArchiveTransfer.Execution;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Reporting.Report;
using ArchiveTransfer.Selection;
using ArchiveTransfer.Sources;
using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>The workflow; create it here where there is no container. Owns what it created; dispose it.</summary>
public sealed class ArchiveCollectionWorkflow : IArchiveCollectionWorkflow, IAsyncDisposable, IDisposable
{
    private readonly Func<ArchiveCollectionOptions> readOptions;
    private readonly ArchiveCollectionComponents components;
    private readonly RunningCollections running = new();

    internal ArchiveCollectionWorkflow(Func<ArchiveCollectionOptions> readOptions, ArchiveCollectionComponents components) =>
        (this.readOptions, this.components) = (readOptions, components);

    /// <summary>Creates a workflow from options set in code.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.InvalidOptions"/>, every problem in one message.</exception>
    public static ArchiveCollectionWorkflow Create(Action<ArchiveCollectionOptions> configure, ArchiveCollectionComponents? components = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return CreateValidated(configure, components);
    }

    /// <summary>Creates a workflow from configuration, PascalCase or the original's JSON. It is read again when a run begins.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.InvalidOptions"/>, every problem in one message.</exception>
    public static ArchiveCollectionWorkflow Create(IConfiguration configuration, ArchiveCollectionComponents? components = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return CreateValidated(options => options.Load(configuration), components);
    }

    /// <inheritdoc/>
    public async Task<ArchiveCollectionResult> ExecuteAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default)
    {
        using RunningCollections.Run scope = running.Enter(cancellationToken);
        CollectionSession session = await OpenAsync(Freeze(run), run, scope).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            ReportFile? report = await ReportFile.OpenAsync(session.Run, session.StartedAt).ConfigureAwait(false);
            try
            {
                return await ExecuteAsync(session, run, report, scope).ConfigureAwait(false);
            }
            finally
            {
                if (report is not null)
                {
                    await report.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ArchiveCollectionPlan> PlanAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default)
    {
        using RunningCollections.Run scope = running.Enter(cancellationToken);
        ArchiveCollectionOptions options = Freeze(run);
        options.DryRun = true;
        CollectionSession session = await OpenAsync(options, run, scope).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            CollectionSummary summary = await CollectAsync(session, run, report: null, scope.Token).ConfigureAwait(false);
            return summary.ToPlan(scope.Cause);
        }
    }

    /// <inheritdoc/>
    public async Task<ArchiveCollectionCheck> CheckAsync(CancellationToken cancellationToken = default)
    {
        using RunningCollections.Run scope = running.Enter(cancellationToken);
        List<string> left = [];
        try
        {
            return await CollectionCheck.RunAsync(Freeze(run: null), components, NewRunId(), left, scope.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (scope.Token.IsCancellationRequested)
        {
            throw new OperationCanceledException(left.Count == 0 ? "The check was cancelled; it has left nothing behind." : $"The check was cancelled. {string.Join(' ', left)}", exception, scope.Cause);
        }
    }

    /// <summary>Lets no collection begin any more and waits for those that run to end; each disposes the clients it created, never one it was given.</summary>
    public ValueTask DisposeAsync() => running.DrainAsync();

    /// <summary>Cancels what runs and disposes without waiting: for a container that is disposed synchronously, which throws for a service that is only IAsyncDisposable.</summary>
    public void Dispose() => running.Cancel();

    private async ValueTask<CollectionSession> OpenAsync(ArchiveCollectionOptions options, ArchiveCollectionRunOptions? run, RunningCollections.Run scope)
    {
        string runId = run?.RunId ?? NewRunId();
        TimeProvider time = components.TimeProvider ?? TimeProvider.System;
        (DateTimeOffset startedAt, long started) = (time.GetUtcNow(), time.GetTimestamp());
        try
        {
            return await CollectionSession.OpenAsync(options, components, runId, scope.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (scope.Token.IsCancellationRequested)
        {
            throw CollectionSummary.CancelledBeforeItBegan(options, runId, startedAt, time.GetElapsedTime(started), scope.Cause);
        }
    }

    /// <summary>The run, whose end stands in the report whatever it is.</summary>
    private async Task<ArchiveCollectionResult> ExecuteAsync(CollectionSession session, ArchiveCollectionRunOptions? run, ReportFile? report, RunningCollections.Run scope)
    {
        CollectionSummary summary;
        try
        {
            summary = await CollectAsync(session, run, report, scope.Token).ConfigureAwait(false);
        }
        catch (ArchiveTransferException exception) when (report is not null)
        {
            // It ended before its first object.
            await report.EndAsync(new ArchiveCollectionResult
            {
                Status = ArchiveCollectionStatus.Failed,
                RunId = session.Run.RunId,
                StartedAt = session.StartedAt,
                Elapsed = session.Elapsed,
                Error = new TransferError { Code = exception.ErrorCode, Message = exception.Message },
            }).ConfigureAwait(false);
            throw;
        }

        ArchiveCollectionResult result = summary.Read(scope.Cause);
        return summary.Return(report is null ? result : await report.EndAsync(result).ConfigureAwait(false), scope.Cause);
    }

    /// <summary>source -> planning -> selection -> execution (strategies, verification) -> reporting. Everything streams.</summary>
    private async Task<CollectionSummary> CollectAsync(CollectionSession session, ArchiveCollectionRunOptions? run, ReportFile? report, CancellationToken cancellationToken)
    {
        TransferRun shared = session.Run;
        using var stop = new RunStop(cancellationToken);
        using var recorder = new OutcomeRecorder(shared.Options, report, run?.OnOutcome, stop);

        IArchiveSource source = components.Source ?? new S3ListingSource(new KeyFilter(shared.Options.Include, shared.Options.Exclude));
        var planner = new TransferPlanner(shared, source, session.SourceContext(_ => recorder.NotPublished()));

        var supply = new WorkSupply();
        IReadOnlyList<StrategyCandidate> candidates;
        try
        {
            await session.EnsureCredentialsAsync(cancellationToken).ConfigureAwait(false);
            candidates = await CandidateList.PrepareAsync(shared, session.Context, components.Strategies, supply, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new CollectionSummary(session, recorder, stop, planner);
        }

        var selector = new StrategySelector(shared.Options, session.Context, candidates);

        int room = CandidateList.RoomOf(candidates);
        var atWork = new ObjectsAtWork(session.Ceiling, shared.Options.MaxConcurrency ?? TransferLimits.DefaultThroughClient);
        var transfer = new ObjectTransfer(shared, session.Context, selector, recorder, stop, supply, atWork);
        var executor = new TransferExecutor(shared, transfer, recorder, stop, supply, session.Ceiling, room, WorkersFor(shared, candidates));
        var progress = new ProgressReporter(recorder, () => executor.InFlight, shared, session.Meter, run?.Progress, session.StartedAtTimestamp);
        await using (progress.ConfigureAwait(false))
        {
            progress.Start();
            LogMessages.RunBegins(shared, candidates);
            session.Meter.TransferBegins();
            try
            {
                await executor
                    .RunAsync(planner.PlanAsync(stop.Token), token => ReplacedCounter.CountAsync(session, source, token), progress.PlanComplete, cancellationToken)
                    .ConfigureAwait(false);
            }
            finally
            {
                session.Meter.TransferEnds();
                await CandidateList.CloseAsync(candidates, shared.Settling).ConfigureAwait(false);
                session.SayWhatCeilingGaveAway();
            }
        }

        return new CollectionSummary(session, recorder, stop, planner);
    }

    private static ArchiveCollectionWorkflow CreateValidated(Action<ArchiveCollectionOptions> configure, ArchiveCollectionComponents? components)
    {
        var workflow = new ArchiveCollectionWorkflow(
            () =>
            {
                var options = new ArchiveCollectionOptions();
                configure(options);
                return options;
            },
            components ?? new ArchiveCollectionComponents());
        workflow.Freeze(run: null);
        return workflow;
    }

    /// <summary>Workers that could have requests in flight, and as many that are about to. A strategy that takes a stream may wait for an object that only another worker brings.</summary>
    private static Func<int>? WorkersFor(TransferRun run, IReadOnlyList<StrategyCandidate> candidates) =>
        candidates.Any(static candidate => candidate.Lane is not null) ? null
            : () => 2 * Math.Max(run.DestinationSender.Places.WriteLimit, run.SourceSender.Places.ReadLimit);

    private static string NewRunId() => Guid.NewGuid().ToString("N");

    /// <summary>The options of this run: read now, changed by the caller, validated, and nobody's any more.</summary>
    private ArchiveCollectionOptions Freeze(ArchiveCollectionRunOptions? run)
    {
        ArchiveCollectionOptions options = readOptions().Clone();
        run?.Configure?.Invoke(options);
        InvalidOptions.ThrowIfInvalid(options);
        return options;
    }
}
