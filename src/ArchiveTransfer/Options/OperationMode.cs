namespace ArchiveTransfer;

/// <summary>Which ways are allowed.</summary>
public enum OperationMode
{
    /// <summary>The cheapest way that keeps the guarantees, with fallback.</summary>
    Auto = 0,
    /// <summary>Server side only.</summary>
    DirectSync = 1,
    /// <summary>By the characteristics of each object; server side and streaming.</summary>
    Hybrid = 2,
    /// <summary>Download to disk, verify, upload.</summary>
    Traditional = 3,
}
