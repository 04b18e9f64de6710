namespace ArchiveTransfer.Testing.Storage;

/// <summary>Objects and uploads of one bucket. Everything happens under one gate, so that an object appears and vanishes at once.</summary>
internal sealed class BucketContents
{
    private const int EnumerationPage = 1_000;

    private readonly object _gate = new();
    private readonly ObjectIndex _index = new();
    private readonly List<VirtualObjects> _virtual = [];
    private readonly List<RememberedCopies> _remembered = [];
    private readonly Dictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);

    public int OpenUploads
    {
        get
        {
            lock (_gate)
            {
                return _uploads.Count;
            }
        }
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

    /// <summary>How many objects there are; walks over them only where rules of objects and stored ones can overlap.</summary>
    public long Count()
    {
        lock (_gate)
        {
            if (_virtual.Count == 0 && _remembered.Count <= 1)
            {
                return _index.Count + _remembered.Sum(static copies => copies.Count);
            }

            var cursor = Cursor(KeyBound.Start);
            long count = 0;
            for (; cursor.Current is not null; cursor.MoveNext())
            {
                count++;
            }

            return count;
        }
    }

    public StoredObject? Find(string key)
    {
        lock (_gate)
        {
            return FindLocked(key);
        }
    }

    /// <summary>Makes the object visible unless the precondition, given what is there now, throws.</summary>
    public void Commit(StoredObject value, Action<StoredObject?>? precondition = null)
    {
        lock (_gate)
        {
            if (precondition is not null)
            {
                precondition(FindLocked(value.Key));
            }

            Set(value);
        }
    }

    /// <summary>Replaces an object by what follows from it; false: there is none.</summary>
    public bool Update(string key, Func<StoredObject, StoredObject> update)
    {
        lock (_gate)
        {
            if (FindLocked(key) is not { } found)
            {
                return false;
            }

            Set(update(found));
            return true;
        }
    }

    public bool Delete(string key, Action<StoredObject?>? precondition = null)
    {
        lock (_gate)
        {
            var found = FindLocked(key);
            precondition?.Invoke(found);
            if (found is null)
            {
                return false;
            }

            if (_virtual.Exists(objects => objects.Find(key) is not null))
            {
                Set(StoredObject.Tombstone(key));
            }
            else
            {
                _index.Remove(key);
                _remembered.ForEach(copies => copies.Forget(key));
            }

            return true;
        }
    }

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

    public void Begin(MultipartUpload upload)
    {
        lock (_gate)
        {
            _uploads.Add(upload.Id, upload);
        }
    }

    public MultipartUpload? FindUpload(string key, string id)
    {
        lock (_gate)
        {
            return FindUploadLocked(key, id);
        }
    }

    /// <summary>False: the upload was completed or aborted meanwhile.</summary>
    public bool AddPart(MultipartUpload upload, UploadedPart part)
    {
        lock (_gate)
        {
            if (FindUploadLocked(upload.Key, upload.Id) is null)
            {
                return false;
            }

            upload.Parts[part.Number] = part;
            return true;
        }
    }

    public IReadOnlyList<UploadedPart> PartsOf(MultipartUpload upload)
    {
        lock (_gate)
        {
            return [.. upload.Parts.Values];
        }
    }

    /// <summary>Ends the upload by making its object visible; false: it was ended meanwhile.</summary>
    public bool Complete(MultipartUpload upload, StoredObject value, Action<StoredObject?>? precondition)
    {
        lock (_gate)
        {
            if (FindUploadLocked(upload.Key, upload.Id) is null)
            {
                return false;
            }

            precondition?.Invoke(FindLocked(value.Key));
            _uploads.Remove(upload.Id);
            Set(value);
            return true;
        }
    }

    public bool Abort(string key, string id)
    {
        lock (_gate)
        {
            return FindUploadLocked(key, id) is not null && _uploads.Remove(id);
        }
    }

    public IReadOnlyList<MultipartUpload> Uploads()
    {
        lock (_gate)
        {
            var uploads = _uploads.Values.ToList();
            uploads.Sort(static (left, right) => Utf8Order.Compare(left.Key, right.Key) is var order and not 0
                ? order
                : string.CompareOrdinal(left.Id, right.Id));
            return uploads;
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
    private MergedCursor Cursor(KeyBound start)
    {
        var cursor = new MergedCursor(_index.Count == 0 ? [.. _remembered, .. _virtual] : [_index, .. _remembered, .. _virtual]);
        cursor.Seek(start);
        return cursor;
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

    private StoredObject? FindLocked(string key)
    {
        if (_index.Find(key) is { } found)
        {
            return found.IsTombstone ? null : found;
        }

        foreach (var copies in _remembered)
        {
            if (copies.Find(key) is { } remembered)
            {
                return remembered;
            }
        }

        foreach (var objects in _virtual)
        {
            if (objects.Find(key) is { } made)
            {
                return made;
            }
        }

        return null;
    }

    private MultipartUpload? FindUploadLocked(string key, string id) =>
        _uploads.TryGetValue(id, out var upload) && upload.Key == key ? upload : null;
}
