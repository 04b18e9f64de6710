namespace ArchiveTransfer.Selection;

/// <summary>Why a way was taken or passed over: constant sentence fragments, because they are counted.</summary>
internal static class SelectionReasons
{
    public const string OneStore = "one store serves both sides";
    public const string OnlyWay = "the mode allows no other way";
    public const string ThroughMemory = "through this machine's memory";
    public const string ThroughDisk = "through this machine's disk";
    public const string S5cmdPreferred = "preferred";
    public const string S5cmdNamed = "DirectEngine is S5cmd";
    public const string UserStrategy = "the application's own strategy";

    public const string TwoStores = "source and destination are two stores";
    public const string PairRefused = "the store refuses server-side copies between these buckets";
    public const string AboveHybridS5cmdSize = "object is above the hybrid s5cmd size";
    public const string BelowHybridThreshold = "object is not above the hybrid streaming threshold";
    public const string AboveHybridThreshold = "object is above the hybrid streaming threshold";

    /// <summary>The server-side copy used up its retries.</summary>
    public const string DirectExhausted = "direct_exhausted";
}
