using System.Buffers;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Bytes under construction: on the stack while they are few, else in a pooled array.</summary>
internal ref struct ByteBuffer(Span<byte> initial)
{
    private Span<byte> bytes = initial;
    private byte[]? rented;
    private int length;

    public readonly ReadOnlySpan<byte> Written => bytes[..length];

    public void Append(byte b) => Take(1)[0] = b;

    /// <summary>The text in UTF-8.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > bytes.Length - length)
        {
            Grow(most);
        }

        length += Encoding.UTF8.GetBytes(text, bytes[length..]);
    }

    public void Append(ReadOnlySpan<byte> more) => more.CopyTo(Take(more.Length));

    /// <summary>Room for so many bytes, which count as written.</summary>
    public Span<byte> Take(int count)
    {
        if (count > bytes.Length - length)
        {
            Grow(count);
        }

        Span<byte> taken = bytes.Slice(length, count);
        length += count;
        return taken;
    }

    public void Clear()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        this = default;
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + more));
        Written.CopyTo(larger);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        bytes = rented = larger;
    }
}
