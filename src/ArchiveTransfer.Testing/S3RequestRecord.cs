namespace ArchiveTransfer.Testing;

/// <summary>A request as received and what came of it.</summary>
public sealed record S3RequestRecord
{
    /// <summary>CopyObject, ListObjectsV2 and so on; Unknown when it is none that the simulator has heard of.</summary>
    public required string Operation { get; init; }

    /// <summary>Path and query exactly as sent, but for the values of signatures and tokens.</summary>
    public required string RawTarget { get; init; }

    /// <summary>Bucket; empty: none.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Key, decoded; null: none.</summary>
    public string? Key { get; init; }

    /// <summary>Who signed; null: nobody, or a signature that was refused.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Status answered; 0: the connection was cut before any.</summary>
    public int StatusCode { get; init; }

    /// <summary>Code of the error answered; null: none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Bytes of object content received.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of object content sent.</summary>
    public long BytesOut { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Headers that matter, names in lower case: x-amz-*, conditions, range, content-*. Keys of customers are left out, and of a session token only that there was one is told.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Order of arrival.</summary>
    internal long Serial { get; init; }
}
