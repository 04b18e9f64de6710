using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Checking;

/// <summary>source -> destination -> strategies, each looked at with the fewest requests that show it, whatever became of those before it.</summary>
internal static class CollectionCheck
{
    private const int MostRetries = 2;
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(30);

    /// <param name="left">Takes a sentence about each thing that was not seen to be gone, also where the check is cancelled.</param>
    public static async Task<ArchiveCollectionCheck> RunAsync(ArchiveCollectionOptions options, ArchiveCollectionComponents components, string runId, List<string> left, CancellationToken cancellationToken)
    {
        // Who asks whether a run could begin does not wait as long as a run would.
        options.Retry.MaxRetryAttempts = Math.Min(options.Retry.MaxRetryAttempts, MostRetries);
        options.Retry.MaxThrottledTime = options.Retry.MaxThrottledTime < LongestAttempt ? options.Retry.MaxThrottledTime : LongestAttempt;
        options.AttemptTimeout = options.AttemptTimeout < LongestAttempt ? options.AttemptTimeout : LongestAttempt;
        CollectionSession session;
        try
        {
            session = await CollectionSession.OpenAsync(options, components, runId, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveTransferException exception) when (exception.ErrorCode != TransferErrorCodes.InvalidOptions)
        {
            return ToResult(NotOpened(exception), options.Warnings);
        }

        await using (session.ConfigureAwait(false))
        {
            IReadOnlyList<ArchiveCollectionCheckItem> items = await LookAsync(session, components, left, cancellationToken).ConfigureAwait(false);
            // That a strategy takes no part is an item already.
            IEnumerable<string> found = session.Run.Warnings.Read().Except(session.Run.RefusedStrategies.Select(static refused => refused.Warning));
            return ToResult(items, [.. options.Warnings, .. found]);
        }
    }

    private static async ValueTask<IReadOnlyList<ArchiveCollectionCheckItem>> LookAsync(CollectionSession session, ArchiveCollectionComponents components, List<string> left, CancellationToken cancellationToken)
    {
        var source = new SourceCheck(session.Run);
        var destination = new DestinationCheck(session, left);
        List<ArchiveCollectionCheckItem> items =
        [
            .. components.Source is null ? await source.RunAsync(cancellationToken).ConfigureAwait(false) : OwnSource(),
            await destination.ListAsync(cancellationToken).ConfigureAwait(false),
            await destination.WriteAsync(cancellationToken).ConfigureAwait(false),
            // Elsewhere files on disk are the last way, and another may do.
            .. session.Run.Options.OperationMode == OperationMode.Traditional ? (ArchiveCollectionCheckItem[])[StagingCheck.Run(session.Run.Options)] : [],
            .. session.Run.Options.Report.Path is { } report ? (ArchiveCollectionCheckItem[])[ReportCheck.Run(report, session.Run.RunId, session.StartedAt)] : [],
        ];
        items.AddRange(await new StrategyCheck(session, source.First).RunAsync(components.Strategies, cancellationToken).ConfigureAwait(false));
        return items;
    }

    /// <summary>Enumerating what the application made may do anything.</summary>
    private static ArchiveCollectionCheckItem[] OwnSource() =>
    [
        CheckItems.NotChecked(CheckItems.SourceList, "The application's own source says what is collected."),
        CheckItems.NotChecked(CheckItems.SourceRead, "The application's own source says what is collected."),
    ];

    /// <summary>A side whose credentials or endpoint cannot even be read from where they are configured; the message names the side first.</summary>
    private static IReadOnlyList<ArchiveCollectionCheckItem> NotOpened(ArchiveTransferException exception)
    {
        string failed = CheckItems.ListOf(exception.Message.StartsWith(nameof(StoreSide.Destination), StringComparison.Ordinal) ? StoreSide.Destination : StoreSide.Source);
        return
        [
            .. ((string[])[CheckItems.SourceList, CheckItems.SourceRead, CheckItems.DestinationList, CheckItems.DestinationWrite, CheckItems.Strategy, CheckItems.Copy]).Select(name => name == failed
                ? CheckItems.Failed(name, exception.ErrorCode, exception.Message)
                : CheckItems.NotChecked(name, $"Not looked at, because of {failed}.")),
        ];
    }

    private static ArchiveCollectionCheck ToResult(IReadOnlyList<ArchiveCollectionCheckItem> items, IReadOnlyList<string> warnings) => new()
    {
        CanRun = items.All(static item => !item.Required || item.Status == ArchiveCollectionCheckStatus.Passed),
        Items = items,
        Warnings = warnings,
    };
}
