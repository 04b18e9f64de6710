using System.Globalization;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The header Range as Ceph reads it: numbers as C does, so that letters are 0 and whatever follows digits is ignored.</summary>
internal static class CephRange
{
    private const string Unit = "bytes=";

    /// <summary>A header in another unit gives the whole object with status 200, and its Content-Range all the same.</summary>
    public static bool IsPartial(string header) => header.Contains(Unit, StringComparison.Ordinal);

    public static ByteRange Parse(string header, long size)
    {
        var start = header.IndexOf(Unit, StringComparison.Ordinal);
        if (start < 0)
        {
            return new ByteRange(0, size);
        }

        var range = header[(start + Unit.Length)..];
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            throw ByteRange.NotSatisfiable(header, size);
        }

        var last = dash + 1 < range.Length ? Number(range.AsSpan(dash + 1)) : size - 1;
        if (dash == 0)
        {
            // A suffix; one of nothing starts at 0, for minus zero is zero.
            var first = last == 0 ? 0 : Math.Max(0, size - last);
            return size > 0 ? new ByteRange(first, size - first) : throw ByteRange.NotSatisfiable(header, size);
        }

        var offset = Number(range.AsSpan(0, dash));
        return offset <= last && offset < size ? new ByteRange(offset, Math.Min(last, size - 1) - offset + 1) : throw ByteRange.NotSatisfiable(header, size);
    }

    private static long Number(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(digits < 0 ? text : text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
