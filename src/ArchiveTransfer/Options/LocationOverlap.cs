namespace ArchiveTransfer;

/// <summary>Whether a run would list what it writes: it would grow for ever and, once it deletes, eat its own source.</summary>
/// <remarks>An access point, by ARN or alias, and the bucket behind it cannot be recognised as one.</remarks>
internal static class LocationOverlap
{
    internal static bool Exists(ArchiveCollectionOptions options)
    {
        var (source, destination) = (options.Source, options.Destination);
        return !string.IsNullOrEmpty(source.Bucket)
            && string.Equals(source.Bucket, destination.Bucket, StringComparison.Ordinal)
            && string.Equals(Store(source.ServiceUrl), Store(destination.ServiceUrl), StringComparison.OrdinalIgnoreCase)
            && source.Prefix is not null
            && destination.Prefix is not null
            && (source.Prefix.StartsWith(destination.Prefix, StringComparison.Ordinal) || destination.Prefix.StartsWith(source.Prefix, StringComparison.Ordinal));
    }

    internal static bool IsAws(Uri? serviceUrl) => Store(serviceUrl).Length == 0;

    /// <summary>One name per store; empty: AWS, where a bucket's name stands for the same bucket in every region.</summary>
    private static string Store(Uri? serviceUrl)
    {
        if (serviceUrl is not { IsAbsoluteUri: true })
        {
            return "";
        }

        var host = serviceUrl.IdnHost.TrimEnd('.');
        return host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)
            ? ""
            // http and https of one host are two doors to one store.
            : serviceUrl.IsDefaultPort ? host : $"{host}:{serviceUrl.Port}";
    }
}
