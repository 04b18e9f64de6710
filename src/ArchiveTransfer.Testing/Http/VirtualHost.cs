using Microsoft.Extensions.Primitives;

namespace ArchiveTransfer.Testing.Http;

/// <summary>
/// Buckets and access points named by the host, as clients address them unless told not to: <c>bucket.localhost</c>, <c>bucket.s3.localhost</c>, and as at AWS
/// <c>bucket.s3.eu-west-1.amazonaws.com</c>, <c>name-123456789012.s3-accesspoint.eu-west-1.amazonaws.com</c>.
/// </summary>
internal static class VirtualHost
{
    private const string Suffix = ".localhost";
    private const string Service = "s3";
    private const string AccessPoints = "s3-accesspoint";

    private static readonly string[] AwsSuffixes = [".amazonaws.com", ".amazonaws.com.cn"];

    /// <summary>Empty: the host names none. An access point is named as <see cref="S3AccessPoint.Host"/> names it.</summary>
    public static string BucketOf(StringValues host)
    {
        var text = host.Count == 1 ? host[0]! : "";
        var port = text.LastIndexOf(':');
        var name = port < 0 ? text : text[..port];
        foreach (var suffix in AwsSuffixes)
        {
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return AtAws(name[..^suffix.Length]);
            }
        }

        if (name.Length <= Suffix.Length || !name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        name = name[..^Suffix.Length];
        if (name == Service)
        {
            return "";
        }

        return name.EndsWith("." + Service, StringComparison.Ordinal) ? name[..^(Service.Length + 1)] : name;
    }

    /// <summary><c>[bucket.]s3[.region]</c> or <c>name-account.s3-accesspoint.region</c>.</summary>
    private static string AtAws(string name)
    {
        var labels = name.Split('.');
        var service = Array.FindLastIndex(labels, static label => label is Service or AccessPoints);
        return service <= 0 ? "" : string.Join('.', labels[service] == Service ? labels[..service] : labels[..(service + 1)]);
    }
}
