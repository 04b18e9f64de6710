using System.Globalization;
using System.Text.RegularExpressions;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Signing;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Tokens;

/// <summary>The security token service, at the same endpoint as the store: roles taken with a signature or with a token of an identity provider.</summary>
internal sealed partial class TokenService(Store store, SignatureVerifier signatures)
{
    private const string Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    private const int ShortestSession = 900;
    private const int LongestSession = 43_200;
    private const int DefaultSession = 3_600;

    public S3Answer Act(Exchange exchange, TokenRequest request)
    {
        try
        {
            return ActOrRefuse(exchange, request);
        }
        catch (S3Refusal refusal)
        {
            var translated = Translate(refusal);
            return new S3Answer { Status = translated.Status, ErrorCode = translated.Code, Xml = ErrorXml(translated, exchange.Id) };
        }
    }

    private static string ErrorXml(S3Refusal refusal, string requestId) => new XmlText()
        .Root("ErrorResponse", Namespace)
        .Open("Error")
        .Element("Type", refusal.Status < 500 ? "Sender" : "Receiver")
        .Element("Code", refusal.Code)
        .Element("Message", refusal.Message)
        .Close("Error")
        .Element("RequestId", requestId)
        .Close("ErrorResponse")
        .ToString();

    // The token service calls the same mistakes by other names than the store.
    private static S3Refusal Translate(S3Refusal refusal) => refusal.Code switch
    {
        "InvalidAccessKeyId" or "InvalidToken" => new S3Refusal(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        "ExpiredToken" => new S3Refusal(403, "ExpiredToken", "The security token included in the request is expired"),
        "RequestTimeTooSkewed" => new S3Refusal(403, "SignatureDoesNotMatch", "Signature expired: it was made too long ago, or too far in the future."),
        "AuthorizationHeaderMalformed" or "InvalidRequest" or "InvalidArgument" => new S3Refusal(400, "IncompleteSignature", refusal.Message),
        _ => refusal,
    };

    private static S3Refusal Invalid(string message) => new(400, "ValidationError", message);

    private static XmlText Begin(TokenRequest request) => new XmlText().Root(request.Action + "Response", Namespace).Open(request.Action + "Result");

    private static S3Answer End(XmlText xml, TokenRequest request, Exchange exchange) => S3Answer.Ok(xml
        .Close(request.Action + "Result")
        .Open("ResponseMetadata")
        .Element("RequestId", exchange.Id)
        .Close("ResponseMetadata")
        .Close(request.Action + "Response")
        .ToString());

    private static string Required(TokenRequest request, string name)
    {
        var member = char.ToLowerInvariant(name[0]) + name[1..];
        return request[name] is { Length: > 0 } value
            ? value
            : throw Invalid($"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null");
    }

    private static int Duration(TokenRequest request, Role role, bool isChained)
    {
        var text = request["DurationSeconds"] ?? Math.Min(DefaultSession, (int)role.LongestSession.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds is < ShortestSession or > LongestSession)
        {
            var bound = seconds > LongestSession ? $"less than or equal to {LongestSession}" : $"greater than or equal to {ShortestSession}";
            throw Invalid($"1 validation error detected: Value '{text}' at 'durationSeconds' failed to satisfy constraint: Member must have value {bound}");
        }

        if (isChained && seconds > DefaultSession)
        {
            throw Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }

        return seconds <= role.LongestSession.TotalSeconds
            ? seconds
            : throw Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$")]
    private static partial Regex SessionName();

    private S3Answer ActOrRefuse(Exchange exchange, TokenRequest request)
    {
        if (request.Operation == S3Operation.Unknown)
        {
            throw new S3Refusal(400, "InvalidAction", $"Could not find operation {request.Action} for version {request["Version"] ?? "NO_VERSION_SPECIFIED"}");
        }

        if (store.Options.NotImplemented.Contains(request.Action) || request.HasSessionPolicy)
        {
            throw S3Refusal.NotImplemented(request.HasSessionPolicy ? "A session policy" : request.Action);
        }

        if (request.Operation == S3Operation.AssumeRoleWithWebIdentity)
        {
            return AssumeRoleWithWebIdentity(exchange, request);
        }

        var caller = signatures.VerifyForTokens(exchange.Http.Request, exchange.Target, request.BodyHash, exchange.Fault?.ClockOffset ?? TimeSpan.Zero)
            ?? throw new S3Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        exchange.AccessKey = caller.Principal.AccessKey;
        return request.Operation == S3Operation.AssumeRole ? AssumeRole(exchange, request, caller) : CallerIdentity(exchange, request, caller);
    }

    private S3Answer AssumeRole(Exchange exchange, TokenRequest request, S3Identity caller)
    {
        var arn = Required(request, "RoleArn");
        var sessionName = NameOf(request);
        if (!store.Roles.TryGetValue(arn, out var role)
            || (role.Trusted is { } trusted && trusted.AccessKey != caller.Principal.AccessKey)
            || (role.ExternalId is { } externalId && externalId != request["ExternalId"]))
        {
            throw S3Refusal.AccessDenied($"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        }

        var session = store.BeginSession(role, sessionName, TimeSpan.FromSeconds(Duration(request, role, caller.ActsAs is not null)));
        var xml = Begin(request);
        WriteSession(xml, role, sessionName, session);
        return End(xml, request, exchange);
    }

    private S3Answer AssumeRoleWithWebIdentity(Exchange exchange, TokenRequest request)
    {
        var arn = Required(request, "RoleArn");
        var sessionName = NameOf(request);
        var token = WebIdentityToken.Read(store.WebIdentitySecret, Required(request, "WebIdentityToken"))
            ?? throw new S3Refusal(400, "InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements");
        if (token.ExpiresAt <= store.Options.TimeProvider.GetUtcNow())
        {
            throw new S3Refusal(400, "ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time");
        }

        if (token.Audience != arn || !store.Roles.TryGetValue(arn, out var role))
        {
            throw S3Refusal.AccessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }

        var session = store.BeginSession(role, sessionName, TimeSpan.FromSeconds(Duration(request, role, isChained: false)));
        exchange.AccessKey = session.Principal.AccessKey;
        var xml = Begin(request)
            .Element("SubjectFromWebIdentityToken", token.Subject)
            .Element("Audience", token.Audience)
            .Element("Provider", WebIdentityToken.Provider);
        WriteSession(xml, role, sessionName, session);
        return End(xml, request, exchange);
    }

    private static S3Answer CallerIdentity(Exchange exchange, TokenRequest request, S3Identity caller) => End(
        Begin(request).Element("Arn", caller.Arn).Element("UserId", caller.AccessKey).Element("Account", caller.AccountId),
        request,
        exchange);

    private static string NameOf(TokenRequest request)
    {
        var name = Required(request, "RoleSessionName");
        return SessionName().IsMatch(name)
            ? name
            : throw Invalid($"1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }

    private static void WriteSession(XmlText xml, Role role, string sessionName, S3Identity session) => xml
        .Open("AssumedRoleUser")
        .Element("AssumedRoleId", $"AROA{role.Name.ToUpperInvariant()}:{sessionName}")
        .Element("Arn", session.Arn)
        .Close("AssumedRoleUser")
        .Open("Credentials")
        .Element("AccessKeyId", session.AccessKey)
        .Element("SecretAccessKey", session.SecretKey)
        .Element("SessionToken", session.SessionToken!)
        .Element("Expiration", session.ExpiresAt!.Value)
        .Close("Credentials");
}
