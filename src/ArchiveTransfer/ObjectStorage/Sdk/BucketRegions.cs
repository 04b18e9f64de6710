using System.Collections.Concurrent;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Regions in which buckets answered, for the whole process: a bucket keeps its region. Forgets everything rather than grow without end.</summary>
internal static class BucketRegions
{
    private const int Capacity = 1_024;
    private const int LongestName = 32;

    private static readonly ConcurrentDictionary<(string Endpoint, string Bucket), string> Known = new();

    /// <param name="endpoint">A partition of AWS, or an address: a name is another bucket's elsewhere.</param>
    public static string? Find(string endpoint, string bucket) => Known.GetValueOrDefault((endpoint, bucket));

    public static void Remember(string endpoint, string bucket, string region)
    {
        if (Known.Count >= Capacity)
        {
            Known.Clear();
        }

        Known[(endpoint, bucket)] = region;
    }

    public static void Forget(string endpoint, string bucket) => Known.TryRemove((endpoint, bucket), out _);

    /// <summary>Whether an answer names a region that may become a part of a host name.</summary>
    public static bool IsName(string? region) =>
        region is { Length: > 0 and <= LongestName } && region.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && region[0] != '-' && region[^1] != '-';
}
