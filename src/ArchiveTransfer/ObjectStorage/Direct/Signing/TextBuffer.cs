using System.Buffers;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Text under construction: on the stack while it is short, else in a pooled array.</summary>
internal ref struct TextBuffer(Span<char> initial)
{
    private Span<char> chars = initial;
    private char[]? rented;
    private int length;

    public readonly ReadOnlySpan<char> Written => chars[..length];

    public void Append(char c)
    {
        if (length == chars.Length)
        {
            Grow(1);
        }

        chars[length++] = c;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > chars.Length - length)
        {
            Grow(text.Length);
        }

        text.CopyTo(chars[length..]);
        length += text.Length;
    }

    public string ToStringAndClear()
    {
        string text = Written.ToString();
        Clear();
        return text;
    }

    public void Clear()
    {
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        this = default;
    }

    private void Grow(int more)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(chars.Length * 2, length + more));
        Written.CopyTo(larger);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        chars = rented = larger;
    }
}
