using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Content with one bit that is not right.</summary>
internal sealed class FlippedContent(Content content, long position) : Content
{
    public override long Length => content.Length;

    public override void Read(long offset, Span<byte> destination)
    {
        content.Read(offset, destination);
        if (position >= offset && position < offset + destination.Length)
        {
            destination[(int)(position - offset)] ^= 1;
        }
    }
}
