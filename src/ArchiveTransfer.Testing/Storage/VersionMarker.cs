namespace ArchiveTransfer.Testing.Storage;

/// <summary>After which key, or after which version of it, a listing of versions goes on.</summary>
internal readonly record struct VersionMarker(string Key, string? VersionId)
{
    public static VersionMarker Start => new("", null);

    /// <summary>Where to look: a key that is a common prefix has been rolled up, and all below it with it.</summary>
    public KeyBound Bound(string prefix, string delimiter)
    {
        if (Key.Length == 0)
        {
            return KeyBound.Start;
        }

        if (VersionId is not null)
        {
            return new KeyBound(Key, BoundKind.From);
        }

        var isRolledUp = delimiter.Length > 0
            && Key.StartsWith(prefix, StringComparison.Ordinal)
            && Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var cut
            && cut + delimiter.Length == Key.Length;
        return new KeyBound(Key, isRolledUp ? BoundKind.AfterPrefix : BoundKind.After);
    }
}
