namespace ArchiveTransfer;

/// <summary>One strategy's part.</summary>
public sealed record StrategySummary
{
    /// <summary>Its name.</summary>
    public required string Strategy { get; init; }

    /// <summary>Objects copied.</summary>
    public long Copied { get; init; }

    /// <summary>Objects failed.</summary>
    public long Failed { get; init; }

    /// <summary>Objects handed on.</summary>
    public long FellBack { get; init; }

    /// <summary>Bytes copied.</summary>
    public long BytesCopied { get; init; }

    /// <summary>Reasons and how often each was given.</summary>
    public IReadOnlyDictionary<string, long> Decisions { get; init; } = new Dictionary<string, long>();
}
