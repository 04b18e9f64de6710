using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ArchiveTransfer.Samples.Worker;

/// <summary>Collects at the start and then every interval. One run at a time; a run that fails is logged, and the next one makes up for it.</summary>
internal sealed class CollectionWorker(
    IArchiveCollectionWorkflow workflow, IOptions<WorkerOptions> options, IHostApplicationLifetime lifetime, ILogger<CollectionWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RunOnce)
        {
            // Until it has succeeded it has not: whatever ends the process from here on is no success.
            Environment.ExitCode = 1;
            Environment.ExitCode = await CollectAsync(stoppingToken) ? 0 : 1;
            lifetime.StopApplication();
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            await CollectAsync(stoppingToken);
            await Task.Delay(options.Value.Interval, stoppingToken);
        }
    }

    private async Task<bool> CollectAsync(CancellationToken stoppingToken)
    {
        try
        {
            ArchiveCollectionResult result = await workflow.ExecuteAsync(stoppingToken);
            Report(result);
            return result.Status == ArchiveCollectionStatus.Succeeded;
        }
        catch (ArchiveCollectionCanceledException exception)
        {
            // The host is stopping, and what was in flight has settled; the next start collects the rest.
            Report(exception.Result);
            return false;
        }
        catch (ArchiveTransferException exception)
        {
            logger.LogError("The run could not go on: {ErrorCode}: {Reason}", exception.ErrorCode, exception.Message);
            return false;
        }
    }

    private void Report(ArchiveCollectionResult result)
    {
        ArchiveCollectionTotals totals = result.Totals;
        logger.Log(
            result.Status == ArchiveCollectionStatus.Succeeded ? LogLevel.Information : LogLevel.Warning,
            "Run {RunId} {Status} after {Elapsed}: {Copied} copied ({Bytes} bytes), {Skipped} skipped, {Failed} failed, {NotAttempted} not attempted.",
            result.RunId, result.Status, result.Elapsed, totals.Copied, totals.BytesCopied, totals.Skipped, totals.Failed, totals.NotAttempted);
        if (result.Error is { } error)
        {
            logger.LogError("Run {RunId} stopped before its end: {ErrorCode}: {Reason}", result.RunId, error.Code, error.Message);
        }

        // Messages name keys with control characters escaped; a key as it is does not belong into a log.
        foreach (TransferOutcome failure in result.Failures.Take(10))
        {
            logger.LogWarning("{ErrorCode}: {Reason}", failure.Error?.Code, failure.Error?.Message);
        }
    }
}
