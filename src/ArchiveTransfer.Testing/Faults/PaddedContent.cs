using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Content up to an end, and zeros after it.</summary>
internal sealed class PaddedContent(Content content, long end, long padding) : Content
{
    public override long Length => end + padding;

    public override void Read(long offset, Span<byte> destination)
    {
        var real = (int)Math.Clamp(end - offset, 0, destination.Length);
        if (real > 0)
        {
            content.Read(offset, destination[..real]);
        }

        destination[real..].Clear();
    }
}
