namespace ArchiveTransfer.Testing.Storage;

/// <summary>Where a listing starts.</summary>
internal readonly record struct KeyBound(string Text, BoundKind Kind)
{
    public static KeyBound Start => new("", BoundKind.From);

    /// <summary>Whether the key lies before the bound. Monotone over the order of keys, so it can be searched by halving.</summary>
    public bool Excludes(string key) => Kind switch
    {
        BoundKind.From => Utf8Order.Compare(key, Text) < 0,
        BoundKind.After => Utf8Order.Compare(key, Text) <= 0,
        _ => key.StartsWith(Text, StringComparison.Ordinal) || Utf8Order.Compare(key, Text) < 0,
    };
}
