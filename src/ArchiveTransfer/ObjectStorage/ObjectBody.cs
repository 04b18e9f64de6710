namespace ArchiveTransfer.ObjectStorage;

/// <summary>An open range: its bytes, exactly <see cref="Length"/> of them unless the connection fails, and the object's headers.</summary>
internal sealed class ObjectBody(Stream content, long length, ObjectHead head, IDisposable owner) : IDisposable
{
    /// <summary>Reads forward only; a connection that breaks or ends early throws <see cref="IOException"/>.</summary>
    public Stream Content { get; } = content;

    /// <summary>Bytes of the range as the store declared them.</summary>
    public long Length { get; } = length;

    /// <summary>Headers of the whole object; <see cref="ObjectHead.Size"/> is its whole size.</summary>
    public ObjectHead Head { get; } = head;

    /// <summary>The same body, read through another stream; whoever has that one disposes this.</summary>
    public ObjectBody Through(Func<Stream, Stream> content) => new(content(Content), Length, Head, owner);

    public void Dispose() => owner.Dispose();
}
