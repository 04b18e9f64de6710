namespace ArchiveTransfer.Testing.Storage;

/// <summary>What a bucket that keeps no content remembers of a body.</summary>
internal sealed class DiscardedContent(long length, UInt128 md5, byte[] sha256) : Content
{
    public override long Length => length;

    public override UInt128? KnownMd5 => md5;

    public override bool IsReadable => false;

    public byte[] Sha256 => sha256;

    public override void Read(long offset, Span<byte> destination) =>
        throw new IOException("This bucket keeps no content: only length, MD5 and SHA-256 of it exist.");
}
