using System.Globalization;
using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Signing;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Http;

/// <summary>A request whose target was understood and whose signature was checked.</summary>
internal sealed class S3Request(HttpContext http, RequestTarget target, S3Operation operation, Authentication authentication, string id)
{
    public HttpContext Http => http;

    public RequestTarget Target => target;

    public S3Operation Operation => operation;

    public Authentication Authentication => authentication;

    public S3Identity? Identity => authentication.Identity;

    /// <summary>Region of the endpoint it came to.</summary>
    public string Region => authentication.Region;

    /// <summary>Whether the requester pays for it.</summary>
    public bool IsCharged { get; set; }

    public string Id => id;

    /// <summary>Bucket named in the path.</summary>
    public string Bucket => target.Bucket;

    /// <summary>Key named in the path of an object operation.</summary>
    public string Key => target.Key ?? throw new InvalidOperationException($"{operation} has no key.");

    /// <summary>Bytes of object content received so far.</summary>
    public long BytesIn { get; set; }

    /// <summary>Set once its own work had to wait, as a copy of many bytes has.</summary>
    public bool HasWaited { get; set; }

    /// <summary>Null: it goes unharmed.</summary>
    public StruckFault? Fault { get; init; }

    /// <summary>What is to be read in place of what the key holds; null: that.</summary>
    public PastObject? Past { get; init; }

    public CancellationToken Aborted => http.RequestAborted;

    public string? Header(string name) => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Parameter(string name) => target.Parameter(name);

    public int IntParameter(string name, int otherwise, int largest)
    {
        if (Parameter(name) is not { } text)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw S3Refusal.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
        }

        return value >= 0
            ? Math.Min(value, largest)
            : throw S3Refusal.InvalidArgument($"Argument {name} must be an integer between 0 and 2147483647", name, text);
    }
}
