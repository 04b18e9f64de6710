namespace ArchiveTransfer.Testing.Storage;

internal sealed class ByteContent(ReadOnlyMemory<byte> bytes, UInt128? md5 = null) : Content
{
    public static ByteContent Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    public override long Length => bytes.Length;

    public override UInt128? KnownMd5 => md5;

    public override void Read(long offset, Span<byte> destination) =>
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
}
