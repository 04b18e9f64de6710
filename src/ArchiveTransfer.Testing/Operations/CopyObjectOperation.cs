using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

internal sealed class CopyObjectOperation(Store store, Access access, CopyReader sources, WriteRules rules, NetworkShaper shaper, CounterSet counters)
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

        var given = rules.Read(request, bucket);
        if (!replacesMetadata && ReferenceEquals(bucket, sourceBucket) && source.Key == request.Key && ChangesNothing(request, bucket, source, given))
        {
            throw S3Refusal.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        // What the simulator has to compute counts as part of the time that the copy is to take.
        var begun = shaper.Now;
        var metadata = bucket.Encrypt(Merge(source.Metadata, given, replacesMetadata, replacesTags));
        var etag = ETagOf(source, metadata);
        var checksum = ChecksumOf(request, source);
        request.HasWaited = await shaper.CopyAsync(source.Size, begun, bucket.Region != sourceBucket.Region).ConfigureAwait(false);
        var written = bucket.Contents.Commit(
            new StoredObject(request.Key, source.Content, etag, bucket.Retain(metadata), store.Now, checksum),
            condition);
        counters.Copied(request.Identity, source.Size);
        List<KeyValuePair<string, string>> headers = [.. bucket.EncryptionOf(metadata)];
        if (store.Options.TellsVersionsOfCopies)
        {
            AnswerHeaders.AddNewVersion(headers, bucket, written);
            AnswerHeaders.AddVersion(headers, sourceBucket, source, CopySource.VersionHeaderName);
        }

        return Answer(written) with { Headers = headers };
    }

    private static bool Directive(S3Request request, string name) => request.Header(name) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        { } unknown => throw S3Refusal.InvalidArgument("Unknown directive.", name, unknown),
    };

    private static bool ChangesNothing(S3Request request, S3Bucket bucket, StoredObject source, ObjectMetadata given) =>
        given.Encryption.Count == 0
        && request.Header("x-amz-storage-class") is null
        && request.Header("x-amz-website-redirect-location") is null
        && source.Metadata.Restoration is null
        && bucket.Contents.FindCurrent(source.Key)?.VersionId == source.VersionId;

    // A million copies of plain objects share one instance: nothing is made unless something differs.
    private static ObjectMetadata Merge(ObjectMetadata source, ObjectMetadata given, bool replacesMetadata, bool replacesTags)
    {
        var merged = replacesMetadata ? given : source;
        var tags = replacesTags ? given.Tags : source.Tags;
        return ReferenceEquals(merged.Tags, tags) && HasWhatOnlyTheRequestGives(merged, given) ? merged : WithoutNothing(given with { Headers = merged.Headers, Tags = tags });
    }

    // Class, encryption and lock are those of the request; an archive is left behind.
    private static bool HasWhatOnlyTheRequestGives(ObjectMetadata merged, ObjectMetadata given) =>
        merged.StorageClass == given.StorageClass
        && ReferenceEquals(merged.Encryption, given.Encryption)
        && merged.CustomerKey == given.CustomerKey
        && merged.Lock == given.Lock
        && merged is { ArchiveTier: null, Restoration: null };

    private static ObjectMetadata WithoutNothing(ObjectMetadata metadata) =>
        metadata is { Headers.Count: 0, Tags.Count: 0, Encryption.Count: 0, StorageClass: null, Lock: null } ? ObjectMetadata.None : metadata;

    private ETag ETagOf(StoredObject source, ObjectMetadata metadata)
    {
        if (metadata.HasRandomETag)
        {
            return new ETag(store.RandomHash());
        }

        if (!source.Metadata.HasRandomETag && (!source.ETag.IsMultipart || store.Options.CopyKeepsMultipartETag))
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

        var algorithm = ContentChecksum.AlgorithmOf(request) ?? source.Checksum?.Algorithm;
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

        return new S3Answer { Xml = xml.Close("CopyObjectResult").ToString() };
    }
}
