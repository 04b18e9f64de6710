using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class CopyObjectOperation(Store store, Access access, CopyReader sources, NetworkShaper shaper, CounterSet counters)
{
    public async Task<S3Answer> CopyAsync(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.Write);
        var condition = store.Options.HonorsConditionsOnCopy ? Conditions.ForWriting(request, store.Options) : null;
        var replacesMetadata = Directive(request, "x-amz-metadata-directive");
        var replacesTags = Directive(request, "x-amz-tagging-directive") && store.Options.HonorsTaggingDirective;
        var (sourceBucket, source) = sources.Find(request);
        if (source.Size > CopyReader.LargestCopy)
        {
            throw CopyReader.TooLarge();
        }

        var given = MetadataReader.Read(request, store.Options);
        if (!replacesMetadata && given.StorageClass is null && given.Encryption.Count == 0 && ReferenceEquals(bucket, sourceBucket) && source.Key == request.Key)
        {
            throw S3Refusal.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        await shaper.CopyAsync(source.Size).ConfigureAwait(false);
        var metadata = bucket.Encrypt(Merge(source.Metadata, given, replacesMetadata, replacesTags));
        var written = new StoredObject(request.Key, source.Content, ETagOf(source, metadata), metadata, store.Now, ChecksumOf(request, source));
        bucket.Contents.Commit(written, condition);
        counters.Copied(request.Identity, source.Size);
        return Answer(written);
    }

    private static bool Directive(S3Request request, string name) => request.Header(name) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        { } unknown => throw S3Refusal.InvalidArgument("Unknown directive.", name, unknown),
    };

    // A million copies of plain objects share one instance: nothing is made unless something differs.
    private static ObjectMetadata Merge(ObjectMetadata source, ObjectMetadata given, bool replacesMetadata, bool replacesTags)
    {
        var merged = replacesMetadata ? given : source;
        var tags = replacesTags ? given.Tags : source.Tags;
        return ReferenceEquals(merged.Tags, tags) && merged.StorageClass == given.StorageClass && ReferenceEquals(merged.Encryption, given.Encryption)
            ? merged
            : WithoutNothing(merged with { Tags = tags, StorageClass = given.StorageClass, Encryption = given.Encryption });
    }

    private static ObjectMetadata WithoutNothing(ObjectMetadata metadata) =>
        metadata is { Headers.Count: 0, Tags.Count: 0, Encryption.Count: 0, StorageClass: null } ? ObjectMetadata.None : metadata;

    private ETag ETagOf(StoredObject source, ObjectMetadata metadata)
    {
        if (metadata.IsKms)
        {
            return new ETag(store.RandomHash());
        }

        if (!source.Metadata.IsKms && (!source.ETag.IsMultipart || store.Options.CopyKeepsMultipartETag))
        {
            return source.ETag;
        }

        return new ETag(ContentHash.Md5OrStandIn(source.Content));
    }

    private ObjectChecksum? ChecksumOf(S3Request request, StoredObject source)
    {
        if (!store.Options.HonorsChecksums)
        {
            return null;
        }

        var algorithm = request.Header("x-amz-checksum-algorithm") ?? source.Checksum?.Algorithm;
        if (algorithm is null)
        {
            return null;
        }

        return source.Checksum is { IsComposite: false } kept && kept.Algorithm == algorithm ? kept : ContentChecksum.Of(source.Content, algorithm);
    }

    private S3Answer Answer(StoredObject written)
    {
        var xml = new XmlText().Root("CopyObjectResult")
            .Element("LastModified", written.LastModified)
            .Element("ETag", store.Options.ETagWithoutQuotes ? written.ETag.ToString() : written.ETag.Quoted);
        if (written.Checksum is { } checksum)
        {
            xml.Element(checksum.ElementName, checksum.Value).Element("ChecksumType", checksum.Type);
        }

        return new S3Answer { Headers = written.Metadata.Encryption, Xml = xml.Close("CopyObjectResult").ToString() };
    }
}
