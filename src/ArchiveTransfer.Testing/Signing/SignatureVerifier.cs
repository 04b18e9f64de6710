using System.Collections.Concurrent;
using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>Signature Version 4 as S3 checks it, written from its description and not with the SDK it has to judge.</summary>
internal sealed class SignatureVerifier(Store store)
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<(string AccessKey, string Date, string Region), byte[]> _keys = new();

    public static S3Refusal DoesNotMatch() => new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    public Authentication Verify(HttpRequest request, RequestTarget target)
    {
        var headers = request.Headers;
        var payload = Payload.Parse(Optional(headers, "x-amz-content-sha256"));
        if (payload.HasTrailer && !store.Options.TakesTrailers)
        {
            throw new S3Refusal(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }

        if (target.Parameter("X-Amz-Signature") is not null || target.Parameter("Signature") is not null)
        {
            throw S3Refusal.NotImplemented("A signature in the query");
        }

        if (Optional(headers, "Authorization") is not { } header)
        {
            return Authentication.Anonymous(payload);
        }

        var authorization = AuthorizationHeader.Parse(header);
        if (payload.Text.Length == 0)
        {
            throw S3Refusal.InvalidRequest("Missing required header for this request: x-amz-content-sha256");
        }

        var identity = FindIdentity(authorization, headers);
        var timestamp = CheckTime(authorization, headers);
        if (store.Options.RequiresSignedHeaders)
        {
            CheckSignedHeaders(authorization, headers);
        }

        var key = KeyOf(identity, authorization);
        var canonical = CanonicalRequest.Build(request.Method, target, headers, authorization.SignedHeaders, payload.Text);
        var stringToSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{authorization.Scope}\n{Hmac.Sha256(canonical)}";
        if (Hmac.Sign(key, stringToSign) != authorization.Signature)
        {
            throw DoesNotMatch();
        }

        var chunks = payload.Form is PayloadForm.SignedChunks or PayloadForm.SignedChunksWithTrailer
            ? new ChunkSigner(key, timestamp, authorization.Scope, authorization.Signature)
            : null;
        return new Authentication(identity, payload, chunks);
    }

    private static string? Optional(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private static void CheckSignedHeaders(AuthorizationHeader authorization, IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            var mustBeSigned = name.Equals("host", StringComparison.OrdinalIgnoreCase)
                || name.Equals("content-md5", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase);
            if (mustBeSigned && !authorization.SignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw S3Refusal.AccessDenied($"There were headers present in the request which were not signed: {name}");
            }
        }
    }

    private S3Identity FindIdentity(AuthorizationHeader authorization, IHeaderDictionary headers)
    {
        if (!store.Identities.TryGetValue(authorization.AccessKey, out var identity))
        {
            throw new S3Refusal(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }

        if (authorization.Region != Store.Region && !store.Options.AcceptedRegions.Contains(authorization.Region) && !store.Options.AcceptedRegions.Contains("*"))
        {
            throw AuthorizationHeader.Malformed($"the region '{authorization.Region}' is wrong; expecting '{Store.Region}'");
        }

        if (identity.SessionToken is null && !store.Options.RefusesNeedlessTokens)
        {
            return identity;
        }

        return Optional(headers, "x-amz-security-token") == identity.SessionToken
            ? identity
            : throw new S3Refusal(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
    }

    private string CheckTime(AuthorizationHeader authorization, IHeaderDictionary headers)
    {
        var timestamp = Optional(headers, "x-amz-date");
        if (timestamp is null && DateTimeOffset.TryParse(Optional(headers, "Date"), CultureInfo.InvariantCulture, out var date))
        {
            timestamp = date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        }

        if (!DateTimeOffset.TryParseExact(timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
            || !timestamp!.StartsWith(authorization.Date, StringComparison.Ordinal))
        {
            throw S3Refusal.AccessDenied("AWS authentication requires a valid Date or x-amz-date header");
        }

        if ((store.Options.TimeProvider.GetUtcNow() - signedAt).Duration() > LargestSkew)
        {
            throw new S3Refusal(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        }

        return timestamp;
    }

    private byte[] KeyOf(S3Identity identity, AuthorizationHeader authorization) => _keys.GetOrAdd(
        (identity.AccessKey, authorization.Date, authorization.Region),
        static (_, state) => Hmac.DeriveKey(state.identity.SecretKey, state.authorization.Date, state.authorization.Region),
        (identity, authorization));
}
