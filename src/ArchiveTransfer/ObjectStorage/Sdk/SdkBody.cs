namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>A body in the shape the SDK sends without a trace: what can be read twice is signed as a whole, what flows is not buffered.</summary>
internal readonly struct SdkBody : IAsyncDisposable
{
    private SdkBody(Stream stream, FlowingBody? flowing) => (Stream, Flowing) = (stream, flowing);

    public Stream Stream { get; }

    public FlowingBody? Flowing { get; }

    public static SdkBody Of(StoreBody body, bool https) => body switch
    {
        // An empty body has nothing to flow, and the SDK refuses to be told of none.
        { Stream: null } or { Length: 0 } => new(Held(body.Memory), null),
        { IsFlowing: true, Stream: { } stream } => Flow(new FlowingBody(stream, body.Length, pretendToSeek: !https)),
        { Stream: { } stream } => new(new BodySlice(stream, body.Length), null),
    };

    /// <summary>Whether the body can be sent again; one that flows only while nobody has read of it.</summary>
    public bool TryRewind()
    {
        if (Flowing is { } flowing)
        {
            return flowing is { Position: 0, Failure: null };
        }

        if (Stream is not null)
        {
            Stream.Position = 0;
        }

        return true;
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private static SdkBody Flow(FlowingBody body) => new(body, body);

    private static MemoryStream Held(ReadOnlyMemory<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(memory.ToArray(), writable: false);
}
