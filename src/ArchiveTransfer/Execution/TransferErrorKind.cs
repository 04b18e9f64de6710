namespace ArchiveTransfer;

/// <summary>What the engine may do about an error.</summary>
public enum TransferErrorKind
{
    /// <summary>Nothing: final.</summary>
    Permanent = 0,

    /// <summary>Another attempt.</summary>
    Transient = 1,

    /// <summary>Another attempt, later and with less in flight.</summary>
    Throttled = 2,

    /// <summary>Another strategy.</summary>
    NotThisWay = 3,

    /// <summary>Another strategy; said of three objects of a source and destination bucket, none copied between, it holds for all of them.</summary>
    NotThisWayForPair = 4,
}
