namespace ArchiveTransfer.Testing.Storage;

/// <summary>Objects and uploads of one bucket. Everything happens under one gate, so that an object appears and vanishes at once.</summary>
internal sealed class BucketContents
{
    private readonly object _gate = new();
    private readonly ObjectIndex _index = new();
    private readonly List<VirtualObjects> _virtual = [];
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

    public void AddVirtual(VirtualObjects objects)
    {
        lock (_gate)
        {
            _virtual.Add(objects);
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
            precondition?.Invoke(FindLocked(value.Key));
            _index.Set(value);
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

            _index.Set(update(found));
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
                _index.Set(StoredObject.Tombstone(key));
            }
            else
            {
                _index.Remove(key);
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
            _index.Set(value);
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
        var cursor = new MergedCursor([_index, .. _virtual]);
        cursor.Seek(start);
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

    private StoredObject? FindLocked(string key)
    {
        if (_index.Find(key) is { } found)
        {
            return found.IsTombstone ? null : found;
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
