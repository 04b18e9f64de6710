namespace ArchiveTransfer.Testing.Storage;

/// <summary>Listings of objects and of versions.</summary>
internal sealed partial class BucketContents
{
    private const int EnumerationPage = 1_000;

    public ObjectPage List(string prefix, string delimiter, KeyBound start, int limit)
    {
        if (Utf8Order.Compare(start.Text, prefix) < 0)
        {
            start = new KeyBound(prefix, BoundKind.From);
        }

        lock (_gate)
        {
            return ListLocked(prefix, delimiter, start, limit);
        }
    }

    /// <summary>Versions and delete markers by key, those of one key newest first.</summary>
    public VersionPage ListVersions(string prefix, string delimiter, VersionMarker after, int limit)
    {
        var start = after.Bound(prefix, delimiter);
        if (Utf8Order.Compare(start.Text, prefix) < 0)
        {
            start = new KeyBound(prefix, BoundKind.From);
        }

        lock (_gate)
        {
            return ListVersionsLocked(prefix, delimiter, start, after, limit);
        }
    }

    /// <summary>Every object in order of keys, read in pages while enumerated.</summary>
    public IEnumerable<StoredObject> All()
    {
        KeyBound? start = KeyBound.Start;
        while (start is { } bound)
        {
            var page = List("", "", bound, EnumerationPage);
            foreach (var found in page.Objects)
            {
                yield return found;
            }

            start = page.Next;
        }
    }

    private ObjectPage ListLocked(string prefix, string delimiter, KeyBound start, int limit)
    {
        var objects = new List<StoredObject>();
        var prefixes = new List<string>();
        var next = start;
        var cursor = Cursor(start);
        while (cursor.Current is { } current && current.Key.StartsWith(prefix, StringComparison.Ordinal))
        {
            if (objects.Count + prefixes.Count == limit)
            {
                return new ObjectPage(objects, prefixes, next);
            }

            var cut = delimiter.Length == 0 ? -1 : current.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (cut < 0)
            {
                objects.Add(current);
                next = new KeyBound(current.Key, BoundKind.After);
                cursor.MoveNext();
            }
            else
            {
                prefixes.Add(current.Key[..(cut + delimiter.Length)]);
                next = new KeyBound(prefixes[^1], BoundKind.AfterPrefix);
                cursor.Seek(next);
            }
        }

        return new ObjectPage(objects, prefixes, null);
    }

    // Stored objects and remembered ones are never the same; both go before those that exist by rule.
    private MergedCursor Cursor(KeyBound start, bool showsDeleteMarkers = false)
    {
        var cursor = new MergedCursor(
            _index.Count == 0 ? [.. _remembered, .. _virtual] : [_index, .. _remembered, .. _virtual],
            showsDeleteMarkers);
        cursor.Seek(start);
        return cursor;
    }

    private VersionPage ListVersionsLocked(string prefix, string delimiter, in KeyBound start, VersionMarker after, int limit)
    {
        var versions = new List<ListedVersion>();
        var prefixes = new List<string>();
        string? lastKey = null, lastId = null;
        var cursor = Cursor(start, showsDeleteMarkers: true);
        while (cursor.Current is { } current && current.Key.StartsWith(prefix, StringComparison.Ordinal))
        {
            var cut = delimiter.Length == 0 ? -1 : current.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (cut >= 0)
            {
                if (versions.Count + prefixes.Count == limit)
                {
                    return new VersionPage(versions, prefixes, lastKey, lastId);
                }

                prefixes.Add(current.Key[..(cut + delimiter.Length)]);
                (lastKey, lastId) = (prefixes[^1], null);
                cursor.Seek(new KeyBound(lastKey, BoundKind.AfterPrefix));
                continue;
            }

            var shown = VersionsFrom(current);
            foreach (var version in current.Key == after.Key && after.VersionId is { } marker ? OlderThan(marker, shown) : shown)
            {
                if (versions.Count + prefixes.Count == limit)
                {
                    return new VersionPage(versions, prefixes, lastKey, lastId);
                }

                versions.Add(new ListedVersion(version, version == current));
                (lastKey, lastId) = (version.Key, version.VersionId);
            }

            cursor.MoveNext();
        }

        return new VersionPage(versions, prefixes);
    }

    // The marker itself may have been deleted since it was listed: its id still tells its place.
    private IEnumerable<StoredObject> OlderThan(string marker, IEnumerable<StoredObject> newestFirst)
    {
        var versions = newestFirst.ToList();
        var index = versions.FindIndex(version => version.VersionId == marker);
        if (index < 0 && versionIds.SerialOf(marker) is { } serial)
        {
            // A null version has no place of its own: it counts as the one that follows it.
            index = versions.FindLastIndex(version => versionIds.SerialOf(version.VersionId) > serial);
        }

        return versions.Skip(index + 1);
    }
}
