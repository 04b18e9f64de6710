namespace ArchiveTransfer.Testing.Storage;

/// <summary>Uploads begun and neither completed nor aborted.</summary>
internal sealed partial class BucketContents
{
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

    public void Begin(MultipartUpload upload)
    {
        lock (_gate)
        {
            ThrowIfClosed();
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

            ThrowIfClosed();
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

    /// <summary>Ends the upload by making its object visible, and returns it with its version id; null: the upload was ended meanwhile.</summary>
    public StoredObject? Complete(MultipartUpload upload, StoredObject value, Action<StoredObject?>? precondition)
    {
        lock (_gate)
        {
            if (FindUploadLocked(upload.Key, upload.Id) is null)
            {
                return null;
            }

            precondition?.Invoke(FindLocked(value.Key));
            _uploads.Remove(upload.Id);
            return Write(value);
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

    private MultipartUpload? FindUploadLocked(string key, string id) =>
        _uploads.TryGetValue(id, out var upload) && upload.Key == key ? upload : null;
}
