namespace ArchiveTransfer;

/// <summary>Which way the bytes take; this is what modes allow and what ranks strategies, first to last.</summary>
public enum TransferPath
{
    /// <summary>Inside the store.</summary>
    ServerSide = 0,

    /// <summary>Through this machine's memory.</summary>
    Memory = 1,

    /// <summary>Through this machine's disk.</summary>
    Disk = 2,
}
