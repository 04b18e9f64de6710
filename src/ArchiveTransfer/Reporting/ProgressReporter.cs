using ArchiveTransfer.Execution;
using ArchiveTransfer.Reporting.Measuring;

namespace ArchiveTransfer.Reporting;

/// <summary>Samples the run at an interval: measures, and hands snapshots to the caller.</summary>
internal sealed class ProgressReporter(
    OutcomeRecorder recorder, Func<int> inFlight, TransferRun run, RunMeter meter, IProgress<ArchiveCollectionProgress>? progress, long startedAt) : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private Task sampling = Task.CompletedTask;
    private volatile bool planned;

    public void Start() => sampling = SampleAsync();

    /// <summary>The whole plan is known from now on.</summary>
    public void PlanComplete()
    {
        planned = true;
        meter.PlanIsKnown();
    }

    /// <summary>Ends the sampling with one last snapshot.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await sampling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
        Report(isFinal: true);
    }

    private async Task SampleAsync()
    {
        using var timer = new PeriodicTimer(run.Options.ProgressInterval, run.TimeProvider);
        do
        {
            Report(isFinal: false);
        }
        while (await timer.WaitForNextTickAsync(ending.Token).ConfigureAwait(false));
    }

    private void Report(bool isFinal)
    {
        ArchiveCollectionTotals totals = recorder.ReadTotals();
        int atWork = inFlight();
        meter.Look(totals.Copied, atWork);
        if (progress is null)
        {
            return;
        }

        (long objects, long bytes) = recorder.ReadPlanned();
        try
        {
            progress.Report(new ArchiveCollectionProgress
            {
                Totals = totals,
                InFlight = atWork,
                ConcurrencyLimit = run.DestinationSender.Places.WriteLimit,
                Elapsed = run.TimeProvider.GetElapsedTime(startedAt),
                TotalObjects = planned ? objects : null,
                TotalBytes = planned ? bytes : null,
                IsFinal = isFinal,
            });
        }
#pragma warning disable CA1031 // A display that fails must not fail the run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            run.Warnings.Add($"The progress display threw {exception.GetType().Name}; the run goes on.");
        }
    }
}
