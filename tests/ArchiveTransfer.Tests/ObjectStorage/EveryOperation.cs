namespace ArchiveTransfer.ObjectStorage;

/// <summary>Each operation of the seam about one key, by the name S3 gives it.</summary>
internal static class EveryOperation
{
    public const string Source = "from/here";

    private static readonly WriteAttributes Plain = new() { Headers = ObjectHeaders.None };

    public static async Task<StoreError?> SendAsync(IObjectStore store, StoreOperation operation, string key, CancellationToken token, string source = Source)
    {
        var address = new ObjectAddress("bucket", key);
        var upload = new UploadAddress("bucket", key, "U1");
        var from = new ObjectAddress("origin", source);
        return operation switch
        {
            StoreOperation.ListObjectsV2 => (await store.ListAsync(new("bucket", key), token)).Error,
            StoreOperation.HeadObject => (await store.HeadAsync(new(address), token)).Error,
            StoreOperation.GetObject => await GetAsync(store, address, token),
            StoreOperation.GetObjectTagging => (await store.GetTagsAsync(address, token)).Error,
            StoreOperation.PutObject => (await store.PutAsync(new(address, StoreBody.Buffered("hello"u8.ToArray()), Plain), token)).Error,
            StoreOperation.CopyObject => (await store.CopyAsync(new(from, address, new()), token)).Error,
            StoreOperation.CreateMultipartUpload => (await store.CreateUploadAsync(new(address, Plain), token)).Error,
            StoreOperation.UploadPart => (await store.UploadPartAsync(new(upload, 1, StoreBody.Buffered("hello"u8.ToArray())), token)).Error,
            StoreOperation.UploadPartCopy => (await store.CopyPartAsync(new(from, upload, 1, 0, 5), token)).Error,
            StoreOperation.CompleteMultipartUpload => (await store.CompleteUploadAsync(new(upload, [new(1, Answers.Tag)]), token)).Error,
            StoreOperation.AbortMultipartUpload => (await store.AbortUploadAsync(upload, token)).Error,
            StoreOperation.ListParts => (await store.UploadExistsAsync(upload, token)).Error,
            StoreOperation.DeleteObject => (await store.DeleteAsync(address, token)).Error,
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    private static async Task<StoreError?> GetAsync(IObjectStore store, ObjectAddress address, CancellationToken token)
    {
        var result = await store.GetAsync(new(address, 0, 5), token);
        if (result.IsSuccess)
        {
            result.Value.Dispose();
        }

        return result.Error;
    }
}
