namespace ArchiveTransfer;

/// <summary>One thing looked at.</summary>
public sealed record ArchiveCollectionCheckItem
{
    /// <summary>source.list, source.read, strategy.s5cmd and so on; stable.</summary>
    public required string Name { get; init; }

    /// <summary>What was found.</summary>
    public ArchiveCollectionCheckStatus Status { get; init; }

    /// <summary>A run needs it.</summary>
    public bool Required { get; init; }

    /// <summary>One of <see cref="TransferErrorCodes"/>; null unless something failed that has one.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What was found and what to do; a permission that is probably missing is named with its resource and the side whose identity lacks it. Control characters escaped, no secrets.</summary>
    public string Message { get; init; } = "";
}
