using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Selection;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer.Reporting;

/// <summary>What a run logs. Event ids are stable: add, never renumber.</summary>
internal static partial class LogMessages
{
    public static void RunBegins(TransferRun run, IReadOnlyList<StrategyCandidate> candidates)
    {
        if (!run.Logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        ArchiveCollectionOptions options = run.Options;
        string source = DisplayText.Escape($"{options.Source.Bucket}/{options.Source.Prefix}");
        string destination = DisplayText.Escape($"{options.Destination.Bucket}/{options.Destination.Prefix}");
        string workflow = string.IsNullOrEmpty(options.WorkflowName) ? "" : $" of {DisplayText.Quote(options.WorkflowName)}";
        string others = string.Join(", ", candidates.Select(static candidate => candidate.Name).Where(name => name != run.Engine.Name && options.EnableFallback));
        RunBegins(run.Logger, run.RunId, workflow, options.OperationMode, source, destination, run.Engine.Name, run.Engine.Reason, others.Length == 0 ? "nothing" : others);
    }

    [LoggerMessage(EventId = 1, EventName = "RunBegins", Level = LogLevel.Information, Message = "Run {RunId}{Workflow} collects {Source} into {Destination} in mode {Mode} by {Engine} ({Reason}); other ways: {Others}")]
    private static partial void RunBegins(ILogger logger, string runId, string workflow, OperationMode mode, string source, string destination, string? engine, string reason, string others);

    [LoggerMessage(EventId = 2, EventName = "TunedForDistance", Level = LogLevel.Information, Message = "Run {RunId} copies from {SourceRegion} to {DestinationRegion}: parts of {PartSizeMiB} MiB, {Concurrency} requests in flight to begin with")]
    public static partial void TunedForDistance(ILogger logger, string runId, string sourceRegion, string destinationRegion, int partSizeMiB, int concurrency);

    [LoggerMessage(EventId = 4, EventName = "CeilingGaveAway", Level = LogLevel.Information, Message = "Run {RunId} spent {Percent} % of its time at MaxConcurrency, {Ceiling} requests in flight, and was asked for less {Throttles} times; each further request in flight could add up to {Each:F1} requests per second. Set it higher, or leave it unset")]
    public static partial void CeilingGaveAway(ILogger logger, string runId, int percent, int ceiling, long throttles, double each);

    [LoggerMessage(EventId = 3, EventName = "RegionLearned", Level = LogLevel.Debug, Message = "{Side}: the store says that bucket {Bucket} is not in {From} but in {To}")]
    public static partial void RegionLearned(ILogger logger, StoreSide side, string bucket, string from, string to);

    [LoggerMessage(EventId = 10, EventName = "RunWarning", Level = LogLevel.Warning, Message = "{Text}")]
    public static partial void RunWarning(ILogger logger, string text);

    [LoggerMessage(EventId = 20, EventName = "S5cmdStarted", Level = LogLevel.Debug, Message = "s5cmd process {ProcessId} started: {Path}")]
    public static partial void S5cmdStarted(ILogger logger, int processId, string path);

    [LoggerMessage(EventId = 21, EventName = "S5cmdEnded", Level = LogLevel.Debug, Message = "s5cmd process {ProcessId} ended with exit code {ExitCode} after {Lines} lines")]
    public static partial void S5cmdEnded(ILogger logger, int processId, int exitCode, int lines);

    [LoggerMessage(EventId = 22, EventName = "S5cmdDied", Level = LogLevel.Warning, Message = "s5cmd process {ProcessId} ended with exit code {ExitCode} and {Outstanding} lines unanswered ({Reason}); the last it said: {Tail}")]
    public static partial void S5cmdDied(ILogger logger, int processId, int exitCode, int outstanding, string reason, string tail);
}
