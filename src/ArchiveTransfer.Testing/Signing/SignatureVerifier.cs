using System.Collections.Concurrent;
using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>Signature Version 4 as S3 checks it, written from its description and not with the SDK it has to judge.</summary>
internal sealed class SignatureVerifier(Store store)
{
    public const string Service = "s3";
    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string TokenService = "sts";
    private const string GlobalRegion = "us-east-1";
    private const int MostKeys = 10_000;
    private const string PayloadHeader = "x-amz-content-sha256";

    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<(string AccessKey, string Scope), byte[]> _keys = new();

    public static S3Refusal DoesNotMatch() => new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    public static bool TryParseTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>Checks a request to S3 that came to the endpoint of this region; the offset is how far the clock of the store is off.</summary>
    public Authentication Verify(HttpRequest request, RequestTarget target, string region, TimeSpan clockOffset = default)
    {
        var headers = request.Headers;
        var isSignedByHeader = headers.ContainsKey("Authorization");
        var isSignedByQuery = QueryAuthorization.IsIn(target);
        if (isSignedByHeader && isSignedByQuery)
        {
            throw S3Refusal.InvalidArgument(
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
                "Authorization",
                headers.Authorization.ToString());
        }

        var hash = Optional(headers, PayloadHeader);
        if (!isSignedByHeader && !isSignedByQuery)
        {
            var payload = Payload.Parse(hash);
            return payload.Form is PayloadForm.SignedChunks or PayloadForm.SignedChunksWithTrailer
                ? throw S3Refusal.AccessDenied()
                : Authentication.Anonymous(payload, region);
        }

        var claim = isSignedByQuery ? QueryAuthorization.Parse(target) : AuthorizationHeader.Parse(headers, Service);
        var body = Payload.Parse(isSignedByQuery ? hash ?? "UNSIGNED-PAYLOAD" : hash);
        if (body.HasTrailer && !store.Options.TakesTrailers)
        {
            throw new S3Refusal(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }

        if (body.Text.Length == 0)
        {
            throw S3Refusal.InvalidRequest($"Missing required header for this request: {PayloadHeader}");
        }

        CheckRegion(claim, target, region);
        var identity = FindIdentity(claim, headers);
        CheckTime(claim, clockOffset);
        var key = CheckSignature(request, target, claim, identity, body.Text);
        if (isSignedByQuery)
        {
            AdoptHeaders(target, headers);
        }

        var chunks = body.Form is PayloadForm.SignedChunks or PayloadForm.SignedChunksWithTrailer
            ? new ChunkSigner(key, claim.Timestamp, claim.Scope.ToString(), claim.Signature)
            : null;
        return new Authentication(identity.Principal, body, chunks, region);
    }

    /// <summary>Checks a request to the token service, whose body has this hash; null: nobody signed it.</summary>
    public S3Identity? VerifyForTokens(HttpRequest request, RequestTarget target, string bodyHash, TimeSpan clockOffset)
    {
        if (!request.Headers.ContainsKey("Authorization"))
        {
            return null;
        }

        var claim = AuthorizationHeader.Parse(request.Headers, TokenService);
        if (claim.Scope.Region != GlobalRegion && !store.Endpoints.ContainsKey(claim.Scope.Region))
        {
            throw new S3Refusal(403, "SignatureDoesNotMatch", $"Credential should be scoped to a valid region, not '{claim.Scope.Region}'.");
        }

        var identity = FindIdentity(claim, request.Headers);
        CheckTime(claim, clockOffset);
        CheckSignature(request, target, claim, identity, bodyHash);
        return identity;
    }

    private static string? Optional(IHeaderDictionary headers, string name) => headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private static void CheckSignedHeaders(SignatureClaim claim, IHeaderDictionary headers, bool requiresAll)
    {
        List<string>? missing = null;
        foreach (var (name, _) in headers)
        {
            var mustBeSigned = name.Equals("host", StringComparison.OrdinalIgnoreCase)
                || name.Equals("content-md5", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase);
            if (mustBeSigned && !Array.Exists(claim.SignedHeaders, signed => signed.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                (missing ??= []).Add(name.ToLowerInvariant());
            }
        }

        if (missing is not null && requiresAll)
        {
            throw S3Refusal.AccessDenied("There were headers present in the request which were not signed").With("HeadersNotSigned", string.Join(", ", missing));
        }

        // The canonical request lists them in lower case and in order, each once: a list that is not so was not signed as documented.
        for (var i = 0; i < claim.SignedHeaders.Length; i++)
        {
            if (claim.SignedHeaders[i].Any(char.IsAsciiLetterUpper) || (i > 0 && string.CompareOrdinal(claim.SignedHeaders[i - 1], claim.SignedHeaders[i]) >= 0))
            {
                throw DoesNotMatch();
            }
        }
    }

    // Whoever presigns puts what would be headers into the query as well, where they are signed with the rest of it.
    private static void AdoptHeaders(RequestTarget target, IHeaderDictionary headers)
    {
        foreach (var (name, value) in target.Query)
        {
            if (name.StartsWith("x-amz-", StringComparison.Ordinal))
            {
                headers.TryAdd(name, value);
            }
        }
    }

    private void CheckRegion(SignatureClaim claim, RequestTarget target, string region)
    {
        var others = store.Options.AcceptedRegions;
        if (claim.Scope.Region == region || others.Contains(claim.Scope.Region) || others.Contains("*"))
        {
            return;
        }

        var why = $"the region '{claim.Scope.Region}' is wrong; expecting '{region}'";
        var refusal = (claim.IsInQuery ? QueryAuthorization.MalformedCredential(why) : AuthorizationHeader.Malformed(why)).With("Region", region);
        throw store.Buckets.TryGetValue(target.Bucket, out var bucket) ? refusal.WithHeader("x-amz-bucket-region", bucket.Region) : refusal;
    }

    private S3Identity FindIdentity(SignatureClaim claim, IHeaderDictionary headers)
    {
        if (!store.Identities.TryGetValue(claim.Scope.AccessKey, out var identity))
        {
            throw new S3Refusal(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
                .With("AWSAccessKeyId", claim.Scope.AccessKey);
        }

        var token = claim.SessionToken ?? Optional(headers, "x-amz-security-token");
        var isNeedless = identity.SessionToken is null && !store.Options.RefusesNeedlessTokens;
        if (token != identity.SessionToken && !isNeedless)
        {
            throw new S3Refusal(400, "InvalidToken", "The provided token is malformed or otherwise invalid.").With("Token-0", token);
        }

        return identity.ExpiresAt is null || store.Options.TimeProvider.GetUtcNow() < identity.ExpiresAt
            ? identity
            : throw new S3Refusal(400, "ExpiredToken", "The provided token has expired.").With("Token-0", token);
    }

    private void CheckTime(SignatureClaim claim, TimeSpan clockOffset = default)
    {
        var signedAt = claim.SignedAt;
        var now = store.Options.TimeProvider.GetUtcNow() + clockOffset;
        if (claim.ValidFor is { } validFor)
        {
            if (signedAt - now > LargestSkew)
            {
                throw S3Refusal.AccessDenied("Request is not yet valid");
            }

            if (now >= signedAt + validFor)
            {
                throw S3Refusal.AccessDenied("Request has expired")
                    .With("X-Amz-Expires", ((long)validFor.TotalSeconds).ToString(CultureInfo.InvariantCulture))
                    .With("Expires", Iso(signedAt + validFor))
                    .With("ServerTime", Iso(now));
            }
        }
        else if ((now - signedAt).Duration() > LargestSkew)
        {
            throw new S3Refusal(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")
                .With("RequestTime", claim.Timestamp)
                .With("ServerTime", Iso(now))
                .With("MaxAllowedSkewMilliseconds", ((long)LargestSkew.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }
    }

    private byte[] CheckSignature(HttpRequest request, RequestTarget target, SignatureClaim claim, S3Identity identity, string payload)
    {
        CheckSignedHeaders(claim, request.Headers, store.Options.RequiresSignedHeaders);
        var key = KeyOf(identity, claim.Scope);
        var canonical = CanonicalRequest.Build(request.Method, target, request.Headers, claim.SignedHeaders, payload);
        var stringToSign = $"{SignatureClaim.Algorithm}\n{claim.Timestamp}\n{claim.Scope}\n{Hmac.Sha256(canonical)}";
        return Hmac.Sign(key, stringToSign) == claim.Signature
            ? key
            : throw DoesNotMatch()
                .With("AWSAccessKeyId", claim.Scope.AccessKey)
                .With("StringToSign", stringToSign)
                .With("SignatureProvided", claim.Signature)
                .With("CanonicalRequest", canonical);
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private byte[] KeyOf(S3Identity identity, CredentialScope scope)
    {
        if (_keys.Count >= MostKeys)
        {
            _keys.Clear();
        }

        return _keys.GetOrAdd((identity.AccessKey, scope.ToString()), static (_, state) => Hmac.DeriveKey(state.identity.SecretKey, state.scope), (identity, scope));
    }
}
