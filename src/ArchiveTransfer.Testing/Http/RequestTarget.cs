using System.Globalization;
using System.Text;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Path and query as sent: the server's own idea of the path has lost dot segments and escapes.</summary>
internal sealed class RequestTarget
{
    private const int LongestKey = 1024;

    private RequestTarget(string raw, string path, string bucket, string? key, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        Raw = raw;
        Path = path;
        Bucket = bucket;
        Key = key;
        Query = query;
    }

    public string Raw { get; }

    /// <summary>The path still encoded: what was signed.</summary>
    public string Path { get; }

    /// <summary>Empty: none.</summary>
    public string Bucket { get; }

    /// <summary>Null: none.</summary>
    public string? Key { get; }

    /// <summary>Decoded, in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    public static RequestTarget Unreadable(string raw) => new(raw, raw, "", null, []);

    /// <summary>Where the host names the bucket all of the path is the key.</summary>
    public static RequestTarget Parse(string raw, string hostBucket = "")
    {
        var question = raw.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? raw : raw[..question];
        if (!path.StartsWith('/'))
        {
            throw InvalidUri();
        }

        var slash = hostBucket.Length > 0 ? 0 : path.IndexOf('/', 1);
        var bucket = hostBucket.Length > 0 ? hostBucket : PercentEncoding.Decode(slash < 0 ? path.AsSpan(1) : path.AsSpan(1, slash - 1)) ?? throw InvalidUri();
        string? key = null;
        if (slash >= 0 && slash + 1 < path.Length)
        {
            key = PercentEncoding.Decode(path.AsSpan(slash + 1)) ?? throw InvalidUri();
            if (Encoding.UTF8.GetByteCount(key) > LongestKey)
            {
                throw new S3Refusal(400, "KeyTooLongError", "Your key is too long") { OnCeph = (400, "InvalidObjectName") }
                    .With("Size", Encoding.UTF8.GetByteCount(key).ToString(CultureInfo.InvariantCulture))
                    .With("MaxSizeAllowed", LongestKey.ToString(CultureInfo.InvariantCulture));
            }
        }

        return new RequestTarget(raw, path, bucket, key, question < 0 ? [] : ParseQuery(raw.AsSpan(question + 1)));
    }

    /// <summary>The same, of another bucket: that behind an access point.</summary>
    public RequestTarget At(string bucket) => new(Raw, Path, bucket, Key, Query);

    public string? Parameter(string name)
    {
        foreach (var parameter in Query)
        {
            if (parameter.Key == name)
            {
                return parameter.Value;
            }
        }

        return null;
    }

    public static List<KeyValuePair<string, string>> ParseQuery(ReadOnlySpan<char> query)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        while (query.Length > 0)
        {
            var end = query.IndexOf('&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            if (pair.Length == 0)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = PercentEncoding.Decode(equals < 0 ? pair : pair[..equals], plusIsBlank: true) ?? throw InvalidUri();
            var value = equals < 0 ? "" : PercentEncoding.Decode(pair[(equals + 1)..], plusIsBlank: true) ?? throw InvalidUri();
            parameters.Add(KeyValuePair.Create(name, value));
        }

        return parameters;
    }

    private static S3Refusal InvalidUri() => new(400, "InvalidURI", "Couldn't parse the specified URI.");
}
