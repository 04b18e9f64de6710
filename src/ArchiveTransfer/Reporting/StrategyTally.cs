namespace ArchiveTransfer.Reporting;

/// <summary>What one strategy did in a run. Not thread-safe: the recorder guards it.</summary>
internal sealed class StrategyTally(string strategy)
{
    /// <summary>Reasons are constant texts, but a user's strategy may not keep to that.</summary>
    private const int MaxReasons = 200;

    private readonly Dictionary<string, long> decisions = new(StringComparer.Ordinal);

    public long Copied { get; set; }

    public long Failed { get; set; }

    public long FellBack { get; set; }

    public long Bytes { get; set; }

    public void Decided(string decision)
    {
        if (decisions.Count >= MaxReasons && !decisions.ContainsKey(decision))
        {
            decision = "other";
        }

        decisions[decision] = decisions.GetValueOrDefault(decision) + 1;
    }

    public StrategySummary Read() => new()
    {
        Strategy = strategy,
        Copied = Copied,
        Failed = Failed,
        FellBack = FellBack,
        BytesCopied = Bytes,
        Decisions = new Dictionary<string, long>(decisions, StringComparer.Ordinal),
    };
}
