using System.Buffers;
using System.Collections.Concurrent;
using Amazon;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>
/// How a key must be handed to the SDK so that the store sees exactly this key. In path style the SDK signs a leading slash and does not send it:
/// behind our own client <see cref="WireHandler"/> puts it back; through a user's it is doubled, so that what arrives is this key or, where
/// the store looks at the signature, a refusal, never another object.
/// </summary>
internal sealed class KeyOnWire(IAmazonS3 client, bool exact)
{
    private readonly ConcurrentDictionary<string, int> pathLengths = new(StringComparer.Ordinal);

    /// <summary>The key as the SDK must be given it.</summary>
    public string Encode(string bucket, string key) => !exact && SwallowedSlash(bucket, key) > 0 ? "/" + key : key;

    /// <summary>Where in the path the slash is missing; 0: none is.</summary>
    public int SwallowedSlash(string bucket, string key) => key.StartsWith('/') ? PathLength(bucket) : 0;

    /// <summary>Whether the key can be sent at all; what cannot would reach another object.</summary>
    public static bool CanExpress(string key) => IsUnicode(key) && !(AWSConfigs.DisableDangerousDisablePathAndQueryCanonicalization && HasDotSegment(key));

    /// <summary>Length of the path that names the bucket; 0: the host does.</summary>
    private int PathLength(string bucket) => pathLengths.GetOrAdd(
        bucket,
        static (bucket, client) =>
        {
            var endpoint = client.DetermineServiceOperationEndpoint(new GetObjectRequest { BucketName = bucket, Key = "k" });
            return new Uri(endpoint.URL).AbsolutePath.TrimEnd('/').Length;
        },
        client);

    /// <summary>A lone surrogate has no bytes in UTF-8: it would travel as U+FFFD.</summary>
    public static bool IsUnicode(ReadOnlySpan<char> key)
    {
        while (!key.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(key, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            key = key[consumed..];
        }

        return true;
    }

    private static bool HasDotSegment(string key) => key.Split('/').Any(static segment => segment is "." or "..");
}
