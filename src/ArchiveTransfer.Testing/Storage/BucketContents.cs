namespace ArchiveTransfer.Testing.Storage;

/// <summary>Objects and uploads of one bucket. Everything happens under one gate, so that an object appears and vanishes at once.</summary>
internal sealed partial class BucketContents(VersionIds versionIds)
{
    private readonly object _gate = new();
    private readonly ObjectIndex _index = new();
    private readonly List<VirtualObjects> _virtual = [];
    private readonly List<RememberedCopies> _remembered = [];
    private readonly VersionHistory _history = new();

    private volatile Versioning _versioning;
    private bool _isClosed;

    public Versioning Versioning
    {
        get => _versioning;
        set => _versioning = value;
    }

    /// <summary>Objects that take memory, deletions of virtual ones among them.</summary>
    public long Kept
    {
        get
        {
            lock (_gate)
            {
                return _index.Count;
            }
        }
    }

    public void AddVirtual(VirtualObjects objects)
    {
        lock (_gate)
        {
            _virtual.Add(objects);
        }
    }

    public IReadOnlyList<VirtualObjects> VirtualObjects()
    {
        lock (_gate)
        {
            return [.. _virtual];
        }
    }

    /// <summary>Ends the bucket, so that nothing can be written to it behind its deletion; false: it has versions or delete markers.</summary>
    public bool TryClose()
    {
        lock (_gate)
        {
            _isClosed = ListVersionsLocked("", "", KeyBound.Start, VersionMarker.Start, 1).Versions.Count == 0;
            return _isClosed;
        }
    }

    /// <summary>From now on these copies are remembered in place of being kept, where they come out as predicted.</summary>
    public void Remember(RememberedCopies copies)
    {
        lock (_gate)
        {
            _remembered.Add(copies);
        }
    }

    /// <summary>Content that would be remembered in place of being kept; null: none.</summary>
    public VirtualContent? ExpectedContent(string key)
    {
        lock (_gate)
        {
            foreach (var copies in _remembered)
            {
                if (copies.ExpectedContent(key) is { } expected)
                {
                    return expected;
                }
            }

            return null;
        }
    }

    /// <summary>How many objects there are; walks over them only where rules of objects and stored ones can overlap, and past delete markers.</summary>
    public long Count()
    {
        lock (_gate)
        {
            if (_virtual.Count == 0 && _remembered.Count <= 1 && _versioning == Versioning.None)
            {
                return _index.Count + _remembered.Sum(static copies => copies.Count);
            }
        }

        return All().LongCount();
    }

    public StoredObject? Find(string key)
    {
        lock (_gate)
        {
            return FindLocked(key);
        }
    }

    /// <summary>The current version, a delete marker too.</summary>
    public StoredObject? FindCurrent(string key)
    {
        lock (_gate)
        {
            return FindCurrentLocked(key);
        }
    }

    /// <summary>Any version, a delete marker too.</summary>
    public StoredObject? FindVersion(string key, string versionId)
    {
        lock (_gate)
        {
            return FindVersionLocked(key, versionId);
        }
    }

    /// <summary>All versions and delete markers of a key, newest first.</summary>
    public IReadOnlyList<StoredObject> VersionsOf(string key)
    {
        lock (_gate)
        {
            return FindCurrentLocked(key) is { } current ? [.. VersionsFrom(current)] : [];
        }
    }

    /// <summary>Makes the object visible unless the precondition, given what is there now, throws; returns it with its version id.</summary>
    public StoredObject Commit(StoredObject value, Action<StoredObject?>? precondition = null)
    {
        lock (_gate)
        {
            if (precondition is not null)
            {
                precondition(FindLocked(value.Key));
            }

            return Write(value);
        }
    }

    /// <summary>Gives a version, without an id the current one, what follows from its metadata; null: there is none, or it is a delete marker.</summary>
    public StoredObject? Update(string key, string? versionId, Func<ObjectMetadata, ObjectMetadata> update)
    {
        lock (_gate)
        {
            var current = FindCurrentLocked(key);
            var found = versionId is null ? current : FindVersionLocked(key, versionId);
            if (found is null or { IsTombstone: true })
            {
                return null;
            }

            var updated = found.With(update(found.Metadata));
            if (found.VersionId == current!.VersionId)
            {
                Set(updated);
            }
            else
            {
                _history.Replace(updated);
            }

            return updated;
        }
    }

    /// <summary>Deletes the key: for good where there are no versions, else by a marker.</summary>
    public Deletion Delete(string key, DateTimeOffset now, Action<StoredObject?>? precondition = null)
    {
        lock (_gate)
        {
            var found = FindLocked(key);
            precondition?.Invoke(found);
            if (_versioning != Versioning.None)
            {
                var id = _versioning == Versioning.Enabled ? versionIds.Next() : VersionIds.Null;
                return new Deletion(found, PutOnTop(new ObjectVersion(key, id, now)));
            }

            if (found is not null)
            {
                DropCurrent(key);
            }

            return new Deletion(found, null);
        }
    }

    /// <summary>Removes a version for good unless the precondition, given the current object, or the guard, given the version, throws; null: there is no such version.</summary>
    public StoredObject? DeleteVersion(string key, string versionId, Action<StoredObject?>? precondition = null, Action<StoredObject>? guard = null)
    {
        lock (_gate)
        {
            precondition?.Invoke(FindLocked(key));
            if (FindVersionLocked(key, versionId) is not { } found)
            {
                return null;
            }

            guard?.Invoke(found);
            if (FindCurrentLocked(key)!.VersionId == versionId)
            {
                DropCurrent(key);
            }
            else
            {
                _history.Remove(key, versionId);
            }

            return found;
        }
    }

    private void Set(StoredObject value)
    {
        var isRemembered = false;
        foreach (var copies in _remembered)
        {
            isRemembered = copies.TryRemember(value) || isRemembered;
        }

        if (isRemembered)
        {
            _index.Remove(value.Key);
        }
        else
        {
            _index.Set(value);
        }
    }

    private IEnumerable<StoredObject> VersionsFrom(StoredObject current) => _history.Of(current.Key).Reverse().Prepend(current);

    private StoredObject? FindLocked(string key) => FindCurrentLocked(key) is { IsTombstone: false } found ? found : null;

    private StoredObject? FindCurrentLocked(string key)
    {
        if (_index.Find(key) is { } found)
        {
            return found is { IsTombstone: true, IsDeleteMarker: false } ? null : found;
        }

        foreach (var copies in _remembered)
        {
            if (copies.Find(key) is { } remembered)
            {
                return remembered;
            }
        }

        return FindVirtual(key);
    }

    private StoredObject? FindVirtual(string key)
    {
        foreach (var objects in _virtual)
        {
            if (objects.Find(key) is { } made)
            {
                return made;
            }
        }

        return null;
    }

    private StoredObject? FindVersionLocked(string key, string versionId) =>
        FindCurrentLocked(key) is { } current && current.VersionId == versionId ? current : _history.Find(key, versionId);

    private StoredObject Write(StoredObject value)
    {
        ThrowIfClosed();
        if (_versioning != Versioning.None)
        {
            return PutOnTop(_versioning == Versioning.Enabled ? new ObjectVersion(value, versionIds.Next()) : value);
        }

        Set(value);
        return value;
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new BucketGoneException();
        }
    }

    private StoredObject PutOnTop(StoredObject version)
    {
        var current = FindCurrentLocked(version.Key);
        if (version.VersionId == VersionIds.Null)
        {
            _history.Remove(version.Key, VersionIds.Null);
        }

        if (current is not null && current.VersionId != version.VersionId)
        {
            _history.Push(current);
        }

        Set(version);
        return version;
    }

    // A virtual object that was replaced lies in the history, so nothing of it may come back from the rule.
    private void DropCurrent(string key)
    {
        if (_history.Pop(key) is { } older)
        {
            Set(older);
        }
        else if (FindVirtual(key) is not null)
        {
            Set(StoredObject.Tombstone(key));
        }
        else
        {
            _index.Remove(key);
            _remembered.ForEach(copies => copies.Forget(key));
        }
    }
}
