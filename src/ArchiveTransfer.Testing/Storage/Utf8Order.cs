namespace ArchiveTransfer.Testing.Storage;

/// <summary>The order of S3: keys compared as UTF-8 bytes, without encoding them.</summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // UTF-16 puts surrogates below U+E000..U+FFFF; UTF-8 puts what they stand for above.
    private static int Rank(char unit) => unit < 0xD800 ? unit : unit >= 0xE000 ? unit - 0x800 : unit + 0x2000;
}
