using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Signing;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Tokens;

/// <summary>A request to the token service: a form, or the same in the query.</summary>
internal sealed class TokenRequest
{
    private const int LongestForm = 64 * 1024;
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    private TokenRequest(RequestTarget target, byte[] body)
    {
        BodyHash = Hmac.Hex(SHA256.HashData(body));
        foreach (var (name, value) in RequestTarget.ParseQuery(Encoding.Latin1.GetString(body)).Concat(target.Query))
        {
            _parameters[name] = value;
        }
    }

    public string Action => this["Action"] ?? "";

    public S3Operation Operation => Action switch
    {
        "AssumeRole" => S3Operation.AssumeRole,
        "AssumeRoleWithWebIdentity" => S3Operation.AssumeRoleWithWebIdentity,
        "GetCallerIdentity" => S3Operation.GetCallerIdentity,
        _ => S3Operation.Unknown,
    };

    public string BodyHash { get; }

    public bool HasSessionPolicy => this["Policy"] is not null || _parameters.Keys.Any(static name => name.StartsWith("PolicyArns.", StringComparison.Ordinal));

    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>Whether a request is meant for the token service: no bucket, and a form or an action.</summary>
    public static bool IsOne(HttpRequest request, RequestTarget target) =>
        target.Bucket.Length == 0
        && ((HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
            || (target.Query.Count > 0 && target.Parameter("Action") is not null));

    public static async Task<TokenRequest> ReadAsync(HttpContext http, RequestTarget target)
    {
        using var body = new MemoryStream();
        var piece = new byte[4096];
        int read;
        while ((read = await http.Request.Body.ReadAsync(piece, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            body.Write(piece, 0, read);
            if (body.Length > LongestForm)
            {
                throw new S3Refusal(413, "RequestEntityTooLarge", "The form is longer than 64 KiB.");
            }
        }

        return new TokenRequest(target, body.ToArray());
    }
}
