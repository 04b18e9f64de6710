using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Where the requests for one bucket go, as the SDK itself resolves it, so that both planes agree on host, path style and region.</summary>
internal sealed class DirectEndpoint
{
    private DirectEndpoint(Uri url, string pathPrefix, string region)
    {
        IsHttps = url.Scheme == Uri.UriSchemeHttps;
        Host = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";
        Host = url.HostNameType == UriHostNameType.IPv6 ? url.Authority : Host;
        Origin = $"{url.Scheme}://{Host}";
        PathPrefix = pathPrefix;
        Region = region;
    }

    public bool IsHttps { get; }

    /// <summary>As it travels in the Host header.</summary>
    public string Host { get; }

    /// <summary>Scheme and host.</summary>
    public string Origin { get; }

    /// <summary>What stands before the slash of a key: the bucket in path style, encoded; empty where the host names it.</summary>
    public string PathPrefix { get; }

    /// <summary>That is signed for.</summary>
    public string Region { get; }

    /// <param name="guess">Region where the client's configuration tells none.</param>
    public static DirectEndpoint Resolve(IAmazonS3 client, string bucket, string guess)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = "k" };
        var url = new Uri(client.DetermineServiceOperationEndpoint(request).URL, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        string path = url.AbsolutePath.TrimEnd('/');

        // The SDK writes the bucket as it is; signed and sent is its encoded form.
        int last = path.LastIndexOf('/');
        bool inPath = last >= 0 && Uri.UnescapeDataString(path[(last + 1)..]) == bucket;
        string prefix = inPath ? $"{path[..last]}/{PercentEncoding.Encode(bucket, keepSlash: false)}" : path;
        return new DirectEndpoint(url, prefix, client.Config.AuthenticationRegion ?? client.Config.RegionEndpoint?.SystemName ?? guess);
    }
}
