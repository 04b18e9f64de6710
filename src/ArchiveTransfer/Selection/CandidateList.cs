using ArchiveTransfer.Execution;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Strategies;
using ArchiveTransfer.Strategies.S5cmd;

namespace ArchiveTransfer.Selection;

/// <summary>The strategies a mode allows, in the order they are tried: cheapest path first, the user's own before the built-in of the same path.</summary>
internal static class CandidateList
{
    public static async ValueTask<IReadOnlyList<StrategyCandidate>> PrepareAsync(
        TransferRun run, TransferContext context, IEnumerable<ITransferStrategy> userStrategies, WorkSupply supply, CancellationToken cancellationToken)
    {
        OperationMode mode = run.Options.OperationMode;
        if (mode == OperationMode.DirectSync && !context.SameEndpoint)
        {
            throw new ArchiveTransferException(
                TransferErrorCodes.NoStrategy,
                $"OperationMode {OperationMode.DirectSync} copies within one store, and {SelectionReasons.TwoStores}: {StoreOf(run.Options.Source)} and {StoreOf(run.Options.Destination)}. {OperationMode.Auto} and {OperationMode.Hybrid} stream.");
        }

        List<(ITransferStrategy Strategy, bool BuiltIn)> ranked =
        [
            .. userStrategies.Select(static strategy => (strategy, false)),
            .. DirectEngines(run).Select(static strategy => (strategy, true)),
            (new StreamingStrategy(), true),
            (new TraditionalStrategy(), true),
        ];

        var candidates = new List<StrategyCandidate>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((ITransferStrategy strategy, bool builtIn) in ranked.OrderBy(static entry => (entry.Strategy.Path, entry.BuiltIn)))
        {
            if (!names.Add(strategy.Name))
            {
                throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, $"Two strategies are named {DisplayText.Quote(strategy.Name)}; names are unique in a collection.");
            }

            if (!Allows(mode, strategy.Path) || (run.OnlyPath is { } only && strategy.Path != only))
            {
                continue;
            }

            TransferEligibility eligibility = await PrepareAsync(strategy, context, cancellationToken).ConfigureAwait(false);
            if (!eligibility.IsEligible)
            {
                if (strategy is S5cmdStrategy && run.Options.DirectEngine == DirectEngine.S5cmd)
                {
                    // Whoever names an engine gets it on every machine, or hears why not.
                    throw new ArchiveTransferException(
                        TransferErrorCodes.NoStrategy,
                        $"DirectEngine is {DirectEngine.S5cmd}, and it cannot be used: {DisplayText.Escape(eligibility.Reason)}. Mend that, or set DirectEngine to {DirectEngine.Auto} or {DirectEngine.ServerSideCopy}.");
                }

                var refused = new RefusedStrategy(strategy.Name, DisplayText.Escape(eligibility.Reason));
                run.RefusedStrategies.Add(refused);
                run.Warnings.Add(refused.Warning);
                continue;
            }

            candidates.Add(new StrategyCandidate(strategy, Reason(run.Options, strategy, builtIn))
            {
                Lane = strategy is ObjectTransferStrategy ? null : new StrategyLane(strategy, context, supply, cancellationToken),
                Pairs = strategy.Path != TransferPath.ServerSide ? null : strategy is ServerSideCopyStrategy ? run.CopyPairs : new PairMemory(run.TimeProvider),
                SendsCanaries = builtIn,
            });
        }

        run.Engine = EngineChoice.Of(candidates, run.RefusedStrategies, context.SameEndpoint);
        return candidates.Count > 0
            ? candidates
            : throw new ArchiveTransferException(TransferErrorCodes.NoStrategy, $"No strategy is left for OperationMode {mode}: every one refused to take part; see the warnings.");
    }

    /// <summary>Items that all of them together may hold beyond the ceiling of requests.</summary>
    public static int RoomOf(IReadOnlyList<StrategyCandidate> candidates) => candidates.Sum(static candidate => candidate.Room);

    /// <summary>Ends the strategies that take a stream; one that does not end is waited for until <paramref name="settling"/> fires.</summary>
    public static async ValueTask CloseAsync(IReadOnlyList<StrategyCandidate> candidates, CancellationToken settling)
    {
        foreach (StrategyCandidate candidate in candidates)
        {
            if (candidate.Lane is { } lane)
            {
                await lane.CloseAsync(settling).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask<TransferEligibility> PrepareAsync(ITransferStrategy strategy, TransferContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await strategy.PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a strategy of the user's throws ends the run with one code.
        catch (Exception exception) when (exception is not ArchiveTransferException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            throw new ArchiveTransferException(
                TransferErrorCodes.StrategyFailed,
                $"The strategy {DisplayText.Quote(strategy.Name)} threw {exception.GetType().Name} when it was prepared: {DisplayText.Escape(exception.Message)}",
                exception);
        }
    }

    private static string StoreOf(S3LocationOptions side) => side.ServiceUrl is { } url ? DisplayText.Quote(url.GetLeftPart(UriPartial.Authority)) : "AWS";

    private static bool Allows(OperationMode mode, TransferPath path) => mode switch
    {
        OperationMode.DirectSync => path == TransferPath.ServerSide,
        OperationMode.Traditional => path == TransferPath.Disk,
        // Hybrid stages objects only below its threshold; the selector draws that line per object.
        _ => true,
    };

    /// <summary>Who makes server-side copies: s5cmd where it is asked for, the library's own for what s5cmd cannot do right.</summary>
    private static IEnumerable<ITransferStrategy> DirectEngines(TransferRun run)
    {
        if (run.Options.DirectEngine == DirectEngine.S5cmd || run.Options is { DirectEngine: DirectEngine.Auto, S5cmd.Preferred: true })
        {
            yield return new S5cmdStrategy(run.S5cmd);
        }

        if (run.Options.DirectEngine != DirectEngine.S5cmd)
        {
            yield return new ServerSideCopyStrategy();
        }
    }

    private static string Reason(ArchiveCollectionOptions options, ITransferStrategy strategy, bool builtIn) => (builtIn, options.OperationMode, strategy.Path) switch
    {
        (false, _, _) => SelectionReasons.UserStrategy,
        _ when strategy is S5cmdStrategy => options.DirectEngine == DirectEngine.S5cmd ? SelectionReasons.S5cmdNamed : SelectionReasons.S5cmdPreferred,
        (_, OperationMode.DirectSync or OperationMode.Traditional, _) => SelectionReasons.OnlyWay,
        (_, _, TransferPath.ServerSide) => SelectionReasons.OneStore,
        (_, _, TransferPath.Memory) => SelectionReasons.ThroughMemory,
        _ => SelectionReasons.ThroughDisk,
    };
}
