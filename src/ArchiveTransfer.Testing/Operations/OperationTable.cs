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
        var bodies = new BodyReader(store, shaper);
        var sources = new CopyReader(store, access);
        _buckets = new BucketOperations(store, access, bodies);
        _listing = new ListObjectsOperation(store, access);
        _reading = new ReadOperations(store, access);
        _putting = new PutObjectOperation(store, access, bodies);
        _copying = new CopyObjectOperation(store, access, sources, shaper, counters);
        _uploads = new MultipartOperations(store, access);
        _listingUploads = new ListUploadsOperation(store, access);
        _parts = new PartOperations(store, access, bodies, sources, shaper, counters);
        _completing = new CompleteUploadOperation(store, access, bodies);
        _tagging = new TaggingOperations(store, access, bodies);
        _deleting = new DeleteOperations(store, access, bodies);
        _attributes = new ObjectAttributesOperation(access);
        _configurations = new BucketConfigurationOperations(access, bodies);
        _acls = new AclOperations(store, access, bodies);
        _guard = new BucketGuard(store, _acls);
    }

    /// <summary>The fault is only asked for by listings, whose pages it spoils.</summary>
    public async Task<S3Answer> ActAsync(S3Request request, string? fault)
    {
        _guard.Check(request);
        var answer = await ActByOperationAsync(request, fault).ConfigureAwait(false);
        return _guard.Complete(request, answer);
    }

    private async Task<S3Answer> ActByOperationAsync(S3Request request, string? fault) => request.Operation switch
    {
        S3Operation.PutObject => await _putting.PutAsync(request).ConfigureAwait(false),
        S3Operation.UploadPart => await _parts.UploadAsync(request).ConfigureAwait(false),
        S3Operation.CompleteMultipartUpload => await _completing.CompleteAsync(request).ConfigureAwait(false),
        S3Operation.PutObjectTagging => await _tagging.PutAsync(request).ConfigureAwait(false),
        S3Operation.DeleteObjects => await _deleting.DeleteManyAsync(request).ConfigureAwait(false),
        S3Operation.CreateBucket => await _buckets.CreateAsync(request).ConfigureAwait(false),
        S3Operation.PutBucketRequestPayment => await _configurations.PutRequestPaymentAsync(request).ConfigureAwait(false),
        S3Operation.PutBucketAcl or S3Operation.PutObjectAcl => await _acls.PutAsync(request).ConfigureAwait(false),
        _ => await ActWithoutBodyAsync(request, fault).ConfigureAwait(false),
    };

    private async Task<S3Answer> ActWithoutBodyAsync(S3Request request, string? fault)
    {
        BodyReader.RequireNoBody(request);
        return request.Operation switch
        {
            S3Operation.CopyObject => await _copying.CopyAsync(request).ConfigureAwait(false),
            S3Operation.UploadPartCopy => await _parts.CopyAsync(request).ConfigureAwait(false),
            S3Operation.HeadObject => _reading.Head(request),
            S3Operation.GetObject => _reading.Get(request),
            S3Operation.ListObjectsV2 => _listing.List(request, fault),
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
            S3Operation.GetBucketVersioning => _buckets.Versioning(request),
            _ => _configurations.Get(request),
        };
    }
}
