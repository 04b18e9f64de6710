namespace ArchiveTransfer.Testing;

/// <summary>Counters since the start or the last reset.</summary>
public sealed record S3Counters
{
    /// <summary>Requests by operation, refused ones included; operations never asked for are absent.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>Bytes of object content received.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of object content sent.</summary>
    public long BytesOut { get; init; }

    /// <summary>Bytes copied inside the store by CopyObject and UploadPartCopy.</summary>
    public long StoreBytesCopied { get; init; }

    /// <summary>Most requests at once.</summary>
    public int PeakInFlight { get; init; }

    /// <summary>Connections accepted.</summary>
    public long Connections { get; init; }

    /// <summary>Requests that met an injected fault.</summary>
    public long Faults { get; init; }
}
