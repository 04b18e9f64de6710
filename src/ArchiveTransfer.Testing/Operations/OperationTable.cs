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

    public OperationTable(Store store, NetworkShaper shaper, CounterSet counters)
    {
        var access = new Access(store);
        var bodies = new BodyReader(store, shaper);
        var sources = new CopyReader(store, access);
        _buckets = new BucketOperations(store, access);
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
    }

    /// <summary>The fault is only asked for by listings, whose pages it spoils.</summary>
    public async Task<S3Answer> ActAsync(S3Request request, string? fault) => request.Operation switch
    {
        S3Operation.PutObject => await _putting.PutAsync(request).ConfigureAwait(false),
        S3Operation.UploadPart => await _parts.UploadAsync(request).ConfigureAwait(false),
        S3Operation.CompleteMultipartUpload => await _completing.CompleteAsync(request).ConfigureAwait(false),
        S3Operation.PutObjectTagging => await _tagging.PutAsync(request).ConfigureAwait(false),
        S3Operation.DeleteObjects => await _deleting.DeleteManyAsync(request).ConfigureAwait(false),
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
            S3Operation.GetObjectTagging => _tagging.Get(request),
            S3Operation.DeleteObjectTagging => _tagging.Delete(request),
            S3Operation.DeleteObject => _deleting.Delete(request),
            S3Operation.CreateMultipartUpload => _uploads.Create(request),
            S3Operation.AbortMultipartUpload => _uploads.Abort(request),
            S3Operation.ListParts => _uploads.ListParts(request),
            S3Operation.ListMultipartUploads => _listingUploads.List(request),
            S3Operation.ListBuckets => _buckets.List(request),
            S3Operation.CreateBucket => _buckets.Create(request),
            S3Operation.DeleteBucket => _buckets.Delete(request),
            S3Operation.HeadBucket => _buckets.Head(request),
            S3Operation.GetBucketLocation => _buckets.Location(request),
            S3Operation.GetBucketVersioning => _buckets.Versioning(request),
            _ => throw S3Refusal.NotImplemented(OperationNames.Of(request.Operation)),
        };
    }
}
