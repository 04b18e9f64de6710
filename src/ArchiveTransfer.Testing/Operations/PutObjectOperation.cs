using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class PutObjectOperation(Store store, Access access, BodyReader bodies, WriteRules rules)
{
    public async Task<S3Answer> PutAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var condition = store.Options.HonorsConditionsOnPut ? Conditions.ForWriting(request, store.Options) : null;
        var metadata = bucket.Encrypt(rules.Read(request, bucket));
        WriteRules.RequireDigest(request, bucket);
        var body = await bodies.ReceiveAsync(request, bucket.KeepsContent, foretold: bucket.Contents.ExpectedContent(request.Key)).ConfigureAwait(false);
        var hash = metadata.HasRandomETag ? store.RandomHash() : body.Md5;
        var written = bucket.Contents.Commit(
            new StoredObject(request.Key, body.Content, new ETag(hash), bucket.Retain(metadata), store.Now, body.Checksum),
            condition);

        var headers = AnswerHeaders.OfWritten(bucket, written);
        if (written.Checksum is { } checksum)
        {
            headers.Add(new(checksum.HeaderName, checksum.Value));
            headers.Add(new("x-amz-checksum-type", checksum.Type));
        }

        return new S3Answer { Headers = headers };
    }
}
