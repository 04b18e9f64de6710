using Microsoft.Extensions.Primitives;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Buckets named by the host, as clients address them unless told not to: <c>bucket.localhost</c> or <c>bucket.s3.localhost</c>.</summary>
internal static class VirtualHost
{
    private const string Suffix = ".localhost";
    private const string Service = "s3";

    /// <summary>Empty: the host names none.</summary>
    public static string BucketOf(StringValues host)
    {
        var text = host.Count == 1 ? host[0]! : "";
        var end = text.LastIndexOf(Suffix, StringComparison.OrdinalIgnoreCase);
        if (end <= 0 || (end + Suffix.Length < text.Length && text[end + Suffix.Length] != ':'))
        {
            return "";
        }

        var name = text[..end];
        if (name == Service)
        {
            return "";
        }

        return name.EndsWith("." + Service, StringComparison.Ordinal) ? name[..^(Service.Length + 1)] : name;
    }
}
