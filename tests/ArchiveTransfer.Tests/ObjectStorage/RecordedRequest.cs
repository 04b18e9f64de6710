using System.Security.Cryptography;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A request as it came over the wire, nothing decoded.</summary>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, long BodyLength)
{
    public string Path => Target.Split('?')[0];

    public string Query => Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";

    /// <summary>The key of a path-style request, decoded once.</summary>
    public string Key => Uri.UnescapeDataString(Path[(Path.IndexOf('/', 1) + 1)..]);

    /// <summary>The key in the copy source, decoded once.</summary>
    public string SourceKey
    {
        get
        {
            var source = Uri.UnescapeDataString(this["x-amz-copy-source"] ?? "");
            return source[(source.IndexOf('/', StringComparison.Ordinal) + 1)..];
        }
    }

    public string? this[string header] => Headers.FirstOrDefault(pair => pair.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value;

    public override string ToString() => $"{Method} {Target}";

    public string BodyHash => Convert.ToHexString(SHA256.HashData(Body)).ToLowerInvariant();
}
