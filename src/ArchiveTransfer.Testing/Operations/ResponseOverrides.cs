using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Parameters such as <c>response-content-type</c>, by which whoever signs a GET or HEAD chooses headers of the answer.</summary>
internal static class ResponseOverrides
{
    private const string Prefix = "response-";

    private static readonly string[] Overridable =
        ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"];

    public static void Apply(S3Request request, List<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in request.Target.Query)
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !Overridable.Contains(name[Prefix.Length..]))
            {
                continue;
            }

            if (request.Identity is null)
            {
                throw S3Refusal.InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
            }

            if (value.Any(static unit => unit > 0xFF || char.IsControl(unit)))
            {
                throw S3Refusal.InvalidArgument("Header value cannot be represented using ISO-8859-1.", name, value);
            }

            headers.RemoveAll(header => header.Key == name[Prefix.Length..]);
            headers.Add(new(name[Prefix.Length..], value));
        }
    }
}
