namespace ArchiveTransfer.ObjectStorage;

/// <summary>Bytes to send: held in memory, a stream that can be read again, or one that flows by once.</summary>
internal readonly struct StoreBody
{
    private StoreBody(ReadOnlyMemory<byte> memory, Stream? stream, long length, bool flowing, string? sha256 = null) =>
        (Memory, Stream, Length, IsFlowing, Sha256) = (memory, stream, length, flowing, sha256);

    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Null: <see cref="Memory"/> is the body. Not disposed by the store.</summary>
    public Stream? Stream { get; }

    public long Length { get; }

    /// <summary>The stream can be read once only.</summary>
    public bool IsFlowing { get; }

    /// <summary>SHA-256 of the body in lower-case hex, as it has to be; null: whoever needs it reads the stream for it.</summary>
    public string? Sha256 { get; }

    public static StoreBody Buffered(ReadOnlyMemory<byte> memory) => new(memory, null, memory.Length, false);

    /// <summary>A seekable stream, sent from its position for <paramref name="length"/> bytes.</summary>
    /// <param name="sha256">Its hash, where it is known; a store that signs it refuses a body that differs.</param>
    public static StoreBody Seekable(Stream stream, long length, string? sha256 = null) => new(default, stream, length, false, sha256);

    /// <summary>A stream that yields exactly <paramref name="length"/> bytes once. What it throws ends the request with <see cref="StoreErrorCodes.BodyFailed"/>.</summary>
    public static StoreBody Flowing(Stream stream, long length) => new(default, stream, length, true);
}
