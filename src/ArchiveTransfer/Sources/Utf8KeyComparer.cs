namespace ArchiveTransfer.Sources;

/// <summary>
/// Order of keys as S3 lists them: by UTF-8 bytes. Ordinal comparison of strings is by UTF-16 units and differs for characters beyond
/// U+FFFF, whose surrogates sort below U+E000 to U+FFFF although their UTF-8 bytes sort above.
/// </summary>
internal sealed class Utf8KeyComparer : IComparer<string>
{
    public static readonly Utf8KeyComparer Instance = new();

    public int Compare(string? x, string? y) => Compare(x.AsSpan(), y);

    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char l = left[common];
        char r = right[common];
        bool leftSurrogate = char.IsSurrogate(l);
        return leftSurrogate == char.IsSurrogate(r) ? l.CompareTo(r) : leftSurrogate ? 1 : -1;
    }
}
