namespace ArchiveTransfer.Testing.Storage;

/// <summary>The versions that newer ones replaced, by key, oldest first. Of current versions it knows nothing.</summary>
internal sealed class VersionHistory
{
    private readonly Dictionary<string, List<StoredObject>> _older = new(StringComparer.Ordinal);

    public IReadOnlyList<StoredObject> Of(string key) => _older.TryGetValue(key, out var versions) ? versions : [];

    public StoredObject? Find(string key, string versionId) =>
        _older.TryGetValue(key, out var versions) ? versions.Find(version => version.VersionId == versionId) : null;

    public void Push(StoredObject replaced)
    {
        if (!_older.TryGetValue(replaced.Key, out var versions))
        {
            _older.Add(replaced.Key, versions = []);
        }

        versions.Add(replaced);
    }

    /// <summary>Takes out the newest; null: there is none.</summary>
    public StoredObject? Pop(string key)
    {
        if (!_older.TryGetValue(key, out var versions))
        {
            return null;
        }

        var newest = versions[^1];
        RemoveAt(key, versions, versions.Count - 1);
        return newest;
    }

    public void Remove(string key, string versionId)
    {
        if (_older.TryGetValue(key, out var versions) && versions.FindIndex(version => version.VersionId == versionId) is >= 0 and var index)
        {
            RemoveAt(key, versions, index);
        }
    }

    public void Replace(StoredObject updated)
    {
        var versions = _older[updated.Key];
        versions[versions.FindIndex(version => version.VersionId == updated.VersionId)] = updated;
    }

    private void RemoveAt(string key, List<StoredObject> versions, int index)
    {
        versions.RemoveAt(index);
        if (versions.Count == 0)
        {
            _older.Remove(key);
        }
    }
}
