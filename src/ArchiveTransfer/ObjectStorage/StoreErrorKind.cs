namespace ArchiveTransfer.ObjectStorage;

/// <summary>What an error means for the request that met it.</summary>
internal enum StoreErrorKind
{
    /// <summary>No attempt will do better.</summary>
    Permanent = 0,

    /// <summary>Nothing was done; another attempt may.</summary>
    Transient,

    /// <summary>Nothing was done; the store asks for less.</summary>
    Throttled,

    /// <summary>The store does not do it this way; another way may.</summary>
    NotThisWay,

    /// <summary>A request was sent and no answer proves what it did: look at the destination before anything is repeated.</summary>
    Unknown,
}
