using System.Buffers;
using System.Collections.Concurrent;
using Amazon;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>How a key must be handed to the SDK so that the store sees exactly this key.</summary>
internal sealed class KeyOnWire(IAmazonS3 client)
{
    private readonly ConcurrentDictionary<string, bool> pathStyle = new(StringComparer.Ordinal);

    /// <summary>The key as the SDK must be given it: in path style it swallows one slash between bucket and key.</summary>
    public string Encode(string bucket, string key) => key.StartsWith('/') && IsPathStyle(bucket) ? "/" + key : key;

    /// <summary>Whether the key can be sent at all; what cannot would reach another object.</summary>
    public static bool CanExpress(string key) => IsUnicode(key) && !(AWSConfigs.DisableDangerousDisablePathAndQueryCanonicalization && HasDotSegment(key));

    private bool IsPathStyle(string bucket) => pathStyle.GetOrAdd(
        bucket,
        static (bucket, client) =>
        {
            var endpoint = client.DetermineServiceOperationEndpoint(new GetObjectRequest { BucketName = bucket, Key = "k" });
            return new Uri(endpoint.URL).AbsolutePath is not ("" or "/");
        },
        client);

    /// <summary>A lone surrogate has no bytes in UTF-8: it would travel as U+FFFD.</summary>
    private static bool IsUnicode(ReadOnlySpan<char> key)
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
