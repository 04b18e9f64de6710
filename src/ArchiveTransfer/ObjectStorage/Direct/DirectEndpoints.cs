using System.Collections.Concurrent;
using Amazon.S3;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Resolved endpoints by client and bucket: resolving costs as much as several requests.</summary>
internal sealed class DirectEndpoints(StoreAccess access)
{
    /// <summary>Buckets that are remembered; a source may name one per object.</summary>
    private const int MostBuckets = 1000;

    private readonly ConcurrentDictionary<(IAmazonS3 Client, string Bucket), DirectEndpoint> known = new();
    private volatile Tuple<IAmazonS3, string, DirectEndpoint>? latest;

    public DirectEndpoint Of(IAmazonS3 client, string bucket)
    {
        if (latest is { } last && ReferenceEquals(last.Item1, client) && last.Item2 == bucket)
        {
            return last.Item3;
        }

        if (!known.TryGetValue((client, bucket), out DirectEndpoint? endpoint))
        {
            endpoint = DirectEndpoint.Resolve(client, bucket, access.Region);
            if (known.Count < MostBuckets)
            {
                known[(client, bucket)] = endpoint;
            }
        }

        latest = Tuple.Create(client, bucket, endpoint);
        return endpoint;
    }
}
