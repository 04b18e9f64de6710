using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class PutObjectOperation(Store store, Access access, BodyReader bodies)
{
    public async Task<S3Answer> PutAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var condition = store.Options.HonorsConditionsOnPut ? Conditions.ForWriting(request, store.Options) : null;
        var metadata = bucket.Encrypt(MetadataReader.Read(request, store.Options));
        var body = await bodies.ReceiveAsync(request, bucket.KeepsContent, foretold: bucket.Contents.ExpectedContent(request.Key)).ConfigureAwait(false);
        var hash = metadata.IsKms ? store.RandomHash() : body.Md5;
        var written = new StoredObject(request.Key, body.Content, new ETag(hash), metadata, store.Now, body.Checksum);
        bucket.Contents.Commit(written, condition);

        var headers = AnswerHeaders.OfWritten(written);
        if (written.Checksum is { } checksum)
        {
            headers.Add(new(checksum.HeaderName, checksum.Value));
            headers.Add(new("x-amz-checksum-type", checksum.Type));
        }

        return new S3Answer { Headers = headers };
    }
}
