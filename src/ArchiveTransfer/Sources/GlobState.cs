namespace ArchiveTransfer;

/// <summary>A state of a compiled glob: which one character it takes.</summary>
/// <param name="Kind">What it takes.</param>
/// <param name="CodePoint">The character of a literal.</param>
/// <param name="Ranges">First and last character of each range of a set.</param>
internal readonly record struct GlobState(GlobStateKind Kind, int CodePoint = 0, (int First, int Last)[]? Ranges = null)
{
    internal bool Takes(int codePoint) => Kind switch
    {
        GlobStateKind.Literal => codePoint == CodePoint,
        GlobStateKind.Any => true,
        GlobStateKind.AnyButSlash => codePoint != '/',
        GlobStateKind.OneOf => codePoint != '/' && IsInRange(codePoint),
        GlobStateKind.NoneOf => codePoint != '/' && !IsInRange(codePoint),
        _ => false,
    };

    private bool IsInRange(int codePoint)
    {
        foreach (var (first, last) in Ranges!)
        {
            if (codePoint >= first && codePoint <= last)
            {
                return true;
            }
        }

        return false;
    }
}
