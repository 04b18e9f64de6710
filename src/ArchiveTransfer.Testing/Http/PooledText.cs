using System.Buffers;
using System.Globalization;

namespace ArchiveTransfer.Testing.Http;

/// <summary>A text in the making, in a buffer that is used again. A value: kept in one place, never copied.</summary>
internal struct PooledText(int capacity)
{
    private const int LongestNumber = 64;

    private char[] _buffer = ArrayPool<char>.Shared.Rent(capacity);
    private int _length;

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    public void Append(char unit)
    {
        Room(1)[0] = unit;
        _length++;
    }

    public void Append<T>(T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        value.TryFormat(Room(LongestNumber), out var written, format, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>The text; afterwards there is none, and nothing can be added.</summary>
    public string Finish()
    {
        var text = new string(_buffer, 0, _length);
        ArrayPool<char>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
        return text;
    }

    private Span<char> Room(int needed)
    {
        if (_buffer.Length - _length < needed)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + needed));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
