using Microsoft.Extensions.Logging;

namespace ArchiveTransfer.Strategies;

/// <summary>What strategies log; keys are quoted before they get here.</summary>
internal static partial class StrategyLog
{
    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "{Destination} refuses to copy parts from {Source} ({Code}); objects up to 5 GiB are copied in one request for the rest of the run")]
    public static partial void PartCopyRefused(this ILogger logger, string source, string destination, string code);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "Staging directory {Directory} could not be removed ({Reason})")]
    public static partial void StagingLeftBehind(this ILogger logger, string directory, string reason);
}
