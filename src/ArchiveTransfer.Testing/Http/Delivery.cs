namespace ArchiveTransfer.Testing.Http;

/// <summary>How an answer goes out, where that is not plainly.</summary>
internal sealed record Delivery
{
    public static Delivery Plain { get; } = new();

    /// <summary>Off: not one byte is sent.</summary>
    public bool HasHead { get; init; } = true;

    /// <summary>Bytes of the body after which it ends; null: all of them.</summary>
    public long? EndsAt { get; init; }

    /// <summary>At that end, or in place of the head, comes silence until the client leaves; off: the connection is cut.</summary>
    public bool Stalls { get; init; }

    /// <summary>Bytes per second of the body; null: as fast as the shape allows.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Sends no Content-Length: the body comes in chunks.</summary>
    public bool IsChunked { get; init; }

    /// <summary>How far the clock is off that the Date header is of.</summary>
    public TimeSpan ClockOffset { get; init; }
}
