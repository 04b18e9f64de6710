using ArchiveTransfer.Execution;
using ArchiveTransfer.Selection;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer.Reporting;

/// <summary>What a run logs. Event ids are stable: add, never renumber.</summary>
internal static partial class LogMessages
{
    public static void RunBegins(TransferRun run, IReadOnlyList<StrategyCandidate> candidates)
    {
        if (run.Logger.IsEnabled(LogLevel.Information))
        {
            ArchiveCollectionOptions options = run.Options;
            LogRunBegins(
                run.Logger,
                run.RunId,
                options.OperationMode,
                DisplayText.Escape($"{options.Source.Bucket}/{options.Source.Prefix}"),
                DisplayText.Escape($"{options.Destination.Bucket}/{options.Destination.Prefix}"),
                string.Join("; ", candidates.Select(static candidate => candidate.PlainDecision)));
        }
    }

    [LoggerMessage(EventId = 1, EventName = "RunBegins", Level = LogLevel.Information, Message = "Run {RunId} collects {Source} into {Destination} in mode {Mode}: {Strategies}")]
    private static partial void LogRunBegins(ILogger logger, string runId, OperationMode mode, string source, string destination, string strategies);
}
