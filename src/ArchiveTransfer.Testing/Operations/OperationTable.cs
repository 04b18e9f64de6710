using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Observation;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Carries out a request by its operation.</summary>
internal sealed class OperationTable
{
    private readonly BucketOperations _buckets;
    private readonly ListObjectsOperation _listing;
    private readonly ListVersionsOperation _listingVersions;
    private readonly VersioningOperations _versioning;
    private readonly ObjectLockOperations _locks;
    private readonly RestoreOperation _restoring;
    private readonly ReadOperations _reading;
    private readonly PutObjectOperation _putting;
    private readonly CopyObjectOperation _copying;
    private readonly MultipartOperations _uploads;
    private readonly ListUploadsOperation _listingUploads;
    private readonly PartOperations _parts;
    private readonly CompleteUploadOperation _completing;
    private readonly TaggingOperations _tagging;
    private readonly DeleteOperations _deleting;
    private readonly ObjectAttributesOperation _attributes;
    private readonly BucketConfigurationOperations _configurations;
    private readonly AclOperations _acls;
    private readonly BucketGuard _guard;

    public OperationTable(Store store, NetworkShaper shaper, CounterSet counters)
    {
        var access = new Access(store);
        var bodies = new BodyReader(store);
        var keys = new CustomerKeyReader(store.Options);
        var rules = new WriteRules(store, keys);
        var sources = new CopyReader(store, access, keys);
        _buckets = new BucketOperations(store, access, bodies);
        _listing = new ListObjectsOperation(store, access);
        _listingVersions = new ListVersionsOperation(store, access);
        _versioning = new VersioningOperations(access, bodies);
        _locks = new ObjectLockOperations(store, access, bodies);
        _restoring = new RestoreOperation(store, access, bodies);
        _reading = new ReadOperations(store, access, keys);
        _putting = new PutObjectOperation(store, access, bodies, rules);
        _copying = new CopyObjectOperation(store, access, sources, rules, shaper, counters);
        _uploads = new MultipartOperations(store, access, rules);
        _listingUploads = new ListUploadsOperation(store, access);
        _parts = new PartOperations(store, access, bodies, sources, keys, shaper, counters);
        _completing = new CompleteUploadOperation(store, access, bodies);
        _tagging = new TaggingOperations(store, access, bodies);
        _deleting = new DeleteOperations(store, access, bodies);
        _attributes = new ObjectAttributesOperation(access, keys);
        _configurations = new BucketConfigurationOperations(access, bodies);
        _acls = new AclOperations(access, bodies);
        _guard = new BucketGuard(store);
    }

    public async Task<S3Answer> ActAsync(S3Request request)
    {
        _guard.Check(request);
        RequestedVersion.Refuse(request);
        try
        {
            var answer = await ActByOperationAsync(request).ConfigureAwait(false);
            return _guard.Complete(request, answer);
        }
        catch (BucketGoneException)
        {
            throw Access.NoSuchBucket(request.Bucket);
        }
    }

    private async Task<S3Answer> ActByOperationAsync(S3Request request) => request.Operation switch
    {
        S3Operation.PutObject => await _putting.PutAsync(request).ConfigureAwait(false),
        S3Operation.UploadPart => await _parts.UploadAsync(request).ConfigureAwait(false),
        S3Operation.CompleteMultipartUpload => await _completing.CompleteAsync(request).ConfigureAwait(false),
        S3Operation.PutObjectTagging => await _tagging.PutAsync(request).ConfigureAwait(false),
        S3Operation.DeleteObjects => await _deleting.DeleteManyAsync(request).ConfigureAwait(false),
        S3Operation.CreateBucket => await _buckets.CreateAsync(request).ConfigureAwait(false),
        S3Operation.PutBucketVersioning => await _versioning.PutAsync(request).ConfigureAwait(false),
        S3Operation.PutObjectLockConfiguration => await _locks.PutConfigurationAsync(request).ConfigureAwait(false),
        S3Operation.PutObjectRetention => await _locks.PutRetentionAsync(request).ConfigureAwait(false),
        S3Operation.PutObjectLegalHold => await _locks.PutLegalHoldAsync(request).ConfigureAwait(false),
        S3Operation.RestoreObject => await _restoring.RestoreAsync(request).ConfigureAwait(false),
        S3Operation.PutBucketRequestPayment => await _configurations.PutRequestPaymentAsync(request).ConfigureAwait(false),
        S3Operation.PutBucketAcl or S3Operation.PutObjectAcl => await _acls.PutAsync(request).ConfigureAwait(false),
        _ => await ActWithoutBodyAsync(request).ConfigureAwait(false),
    };

    private async Task<S3Answer> ActWithoutBodyAsync(S3Request request)
    {
        BodyReader.RequireNoBody(request);
        return request.Operation switch
        {
            S3Operation.CopyObject => await _copying.CopyAsync(request).ConfigureAwait(false),
            S3Operation.UploadPartCopy => await _parts.CopyAsync(request).ConfigureAwait(false),
            S3Operation.HeadObject => _reading.Head(request),
            S3Operation.GetObject => _reading.Get(request),
            S3Operation.ListObjectsV2 => _listing.List(request),
            S3Operation.ListObjects => _listing.ListByMarker(request),
            S3Operation.GetObjectAttributes => _attributes.Get(request),
            S3Operation.GetObjectAcl => _acls.GetOfObject(request),
            S3Operation.GetBucketAcl => _acls.GetOfBucket(request),
            S3Operation.GetObjectTagging => _tagging.Get(request),
            S3Operation.DeleteObjectTagging => _tagging.Delete(request),
            S3Operation.DeleteObject => _deleting.Delete(request),
            S3Operation.CreateMultipartUpload => _uploads.Create(request),
            S3Operation.AbortMultipartUpload => _uploads.Abort(request),
            S3Operation.ListParts => _uploads.ListParts(request),
            S3Operation.ListMultipartUploads => _listingUploads.List(request),
            S3Operation.ListBuckets => _buckets.List(request),
            S3Operation.DeleteBucket => _buckets.Delete(request),
            S3Operation.HeadBucket => _buckets.Head(request),
            S3Operation.GetBucketLocation => _buckets.Location(request),
            S3Operation.GetBucketVersioning => _versioning.Get(request),
            S3Operation.GetObjectLockConfiguration => _locks.GetConfiguration(request),
            S3Operation.GetObjectRetention => _locks.GetRetention(request),
            S3Operation.GetObjectLegalHold => _locks.GetLegalHold(request),
            S3Operation.ListObjectVersions => _listingVersions.List(request),
            _ => _configurations.Get(request),
        };
    }
}
