using System.Runtime.InteropServices;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Admits requests by key partition, writes and reads apart.</summary>
internal sealed class PartitionThrottle
{
    private const int SweptAt = 1_000;

    private readonly object _gate = new();
    private readonly Dictionary<(string Partition, bool IsRead), TokenBucket> _buckets = [];
    private int _sweepAt = SweptAt;

    public int Count => _buckets.Count;

    /// <summary>Takes one request out of its partition's; false: none is left.</summary>
    public bool TryAdmit(S3Shaping shape, bool isRead, RequestTarget target, TimeSpan now)
    {
        if ((isRead ? shape.ReadsPerSecond : shape.WritesPerSecond) is not { } rate)
        {
            return true;
        }

        var partition = PartitionOf(target, shape.PartitionSegments);
        lock (_gate)
        {
            if (_buckets.Count >= _sweepAt)
            {
                Sweep(shape, now);
            }

            ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, (partition, isRead), out var exists);
            if (!exists)
            {
                bucket = new TokenBucket(shape.RequestBurst, now);
            }

            return bucket.TryTake(now, rate, shape.RequestBurst);
        }
    }

    public static string PartitionOf(RequestTarget target, int segments)
    {
        var key = target.Key ?? target.Parameter("prefix") ?? "";
        var end = 0;
        for (var i = 0; i < segments && key.IndexOf('/', end) is >= 0 and var slash; i++)
        {
            end = slash + 1;
        }

        return string.Concat(target.Bucket, "/", key.AsSpan(0, end));
    }

    // A bucket that is full again is like one never asked for: forgetting it changes nothing.
    private void Sweep(S3Shaping shape, TimeSpan now)
    {
        foreach (var (partition, bucket) in _buckets)
        {
            var rate = partition.IsRead ? shape.ReadsPerSecond : shape.WritesPerSecond;
            if (rate is null || bucket.IsFull(now, rate.Value, shape.RequestBurst))
            {
                _buckets.Remove(partition);
            }
        }

        _sweepAt = Math.Max(SweptAt, 2 * _buckets.Count);
    }
}
