using ArchiveTransfer.Testing;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>What the store counted of one run.</summary>
/// <param name="Requests">By operation.</param>
/// <param name="BytesIn">Object bytes that came over the client's link.</param>
/// <param name="BytesOut">Object bytes that left over it.</param>
/// <param name="BytesCopied">Within the store.</param>
/// <param name="Faults">That were met.</param>
internal sealed record StoreCounts(IReadOnlyDictionary<string, long> Requests, long BytesIn, long BytesOut, long BytesCopied, long Faults, int PeakInFlight)
{
    private static readonly string[] Listings = ["ListObjects", "ListObjectsV2"];

    /// <summary>Those that are about objects: pages of listings, and the question where a bucket is, are not.</summary>
    public long ObjectRequests => Requests.Where(static request => !Listings.Contains(request.Key) && request.Key != "HeadBucket").Sum(static request => request.Value);

    public static StoreCounts Of(S3Counters counters) => new(counters.Requests, counters.BytesIn, counters.BytesOut, counters.StoreBytesCopied, counters.Faults, counters.PeakInFlight);
}
