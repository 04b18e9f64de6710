namespace ArchiveTransfer;

/// <summary>Which keys are collected: those that one of the included globs matches (none given: all), unless an excluded one does.</summary>
internal sealed class KeyFilter(IEnumerable<string> include, IEnumerable<string> exclude)
{
    private readonly KeyGlob[] _include = [.. include.Select(KeyGlob.Parse)];
    private readonly KeyGlob[] _exclude = [.. exclude.Select(KeyGlob.Parse)];

    /// <param name="key">What follows the source prefix.</param>
    internal bool Matches(ReadOnlySpan<char> key) => (_include.Length == 0 || Any(_include, key)) && !Any(_exclude, key);

    private static bool Any(KeyGlob[] globs, ReadOnlySpan<char> key)
    {
        foreach (var glob in globs)
        {
            if (glob.Matches(key))
            {
                return true;
            }
        }

        return false;
    }
}
