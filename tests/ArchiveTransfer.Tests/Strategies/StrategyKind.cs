namespace ArchiveTransfer.Strategies;

/// <summary>The built-in strategies, for theories over all of them.</summary>
public enum StrategyKind
{
    Copy,
    Streaming,
    Traditional,
}

internal static class StrategyKinds
{
    public static StoreStrategy Make(this StrategyKind kind) => kind switch
    {
        StrategyKind.Copy => new ServerSideCopyStrategy(),
        StrategyKind.Streaming => new StreamingStrategy(),
        _ => new TraditionalStrategy(),
    };
}
