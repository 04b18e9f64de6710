namespace ArchiveTransfer;

/// <summary>Finds rows of <see cref="OptionKeys"/> by the path of a key.</summary>
internal static class OptionKeyIndex
{
    private static readonly Dictionary<string, OptionKeyMatch> _spelled = new(StringComparer.OrdinalIgnoreCase);

    // service_url for ServiceUrl: a key that is only spelled in the other dialect's way must not fall to the ground.
    private static readonly Dictionary<string, OptionKeyMatch> _plain = new(StringComparer.OrdinalIgnoreCase);

    // By its plain spelling, the first one written.
    private static readonly Dictionary<string, string> _objects = new(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _ownObjects = new(StringComparer.OrdinalIgnoreCase);

    static OptionKeyIndex()
    {
        foreach (var key in OptionKeys.All)
        {
            for (var rank = 0; rank < key.Spellings.Count; rank++)
            {
                var path = key.Spellings[rank].Path;
                var match = new OptionKeyMatch(key, rank);
                _spelled.Add(path, match);
                _plain.TryAdd(Plain(path), match);
                for (var end = path.IndexOf(':', StringComparison.Ordinal); end >= 0; end = path.IndexOf(':', end + 1))
                {
                    _objects.TryAdd(Plain(path[..end]), path[..end]);
                    if (key.Role is OptionKeyRole.Option or OptionKeyRole.Planned)
                    {
                        _ownObjects.Add(Plain(path[..end]));
                    }
                }
            }
        }
    }

    internal static OptionKeyMatch? Find(string path) =>
        _spelled.TryGetValue(path, out var match) || _plain.TryGetValue(Plain(path), out match) ? match : null;

    internal static bool IsObject(string path) => _objects.ContainsKey(Plain(path));

    /// <summary>An object that holds options, not one that other programs use the name of, such as logging.</summary>
    internal static bool IsOwnObject(string path) => _ownObjects.Contains(Plain(path));

    /// <summary>The known key or object that is spelled most alike, of two in the same dialect; null: none is near enough to be meant.</summary>
    internal static string? Nearest(string path)
    {
        var (nearest, least) = (default(string), (Math.Max(path.Length, 4) / 2) + 1);
        foreach (var known in _spelled.Keys.Concat(_objects.Values))
        {
            var distance = EditDistance.Between(Plain(path), Plain(known));
            if (distance < least || (distance == least && nearest is not null && EditDistance.Between(path, known) < EditDistance.Between(path, nearest)))
            {
                (nearest, least) = (known, distance);
            }
        }

        return nearest;
    }

    private static string Plain(string path) => path.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
