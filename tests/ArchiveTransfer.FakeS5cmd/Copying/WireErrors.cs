using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Xml;
using System.Xml.Linq;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>Says in the words of the real tool what is wrong with an answer.</summary>
internal static class WireErrors
{
    private const string Serialization = "SerializationError";

    private static readonly int[] RetryableStatuses = [429, 500, 502, 503, 504];
    private static readonly string[] RetryableCodes = ["SlowDown", "InternalError", "RequestTimeout", "RequestTimeTooSkewed", Serialization];
    private static readonly string[] FinalCodes = ["ExpiredToken", "InvalidToken"];

    /// <summary>Null: nothing is wrong.</summary>
    public static StoreException? Of(WireAnswer answer, string region, string? endpoint)
    {
        var status = answer.Status;
        if (status == (int)HttpStatusCode.MovedPermanently)
        {
            var place = answer.BucketRegion is { } other ? $", bucket is in '{other}' region" : "";
            return Refused(answer, "BucketRegionError", $"incorrect region, the bucket is not in '{region}' region at endpoint '{endpoint}'{place}");
        }

        if (answer.Method == "HEAD")
        {
            return status < 300 ? null : Nameless(answer);
        }

        if (answer.Body is not { } body)
        {
            return Refused(answer, Serialization, "unable to read response body", "unexpected EOF");
        }

        var root = Parse(body);
        return status < 300 && body.Length == 0 ? Refused(answer, Serialization, "empty response payload", "EOF")
            : root?.Name.LocalName == "Error" ? Refused(answer, Child(root, "Code"), Child(root, "Message"))
            : status < 300 && root is null
                ? Refused(answer, Serialization, "failed to decode REST XML response", string.Create(CultureInfo.InvariantCulture, $"XML syntax error on line {body.Count(static unit => unit == '\n') + 1}: unexpected EOF"))
            : status < 300 ? null
            : body.Length == 0 ? Nameless(answer)
            : Refused(answer, Serialization, "failed to unmarshal error message", "UnmarshalError: failed to unmarshal error message");
    }

    /// <summary>No whole answer came.</summary>
    public static StoreException OfTransport(WireAnswer answer, Exception exception)
    {
        var uri = new Uri(answer.Target);
        var address = $"{(uri.HostNameType == UriHostNameType.Dns && uri.IsLoopback ? "127.0.0.1" : uri.Host)}:{uri.Port}";
        var socket = Causes(exception).OfType<SocketException>().FirstOrDefault();
        var reason = socket?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => $"dial tcp {address}: connect: connection refused",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => $"dial tcp: lookup {uri.Host}: no such host",
            SocketError.ConnectionReset => $"read tcp 127.0.0.1:50000->{address}: read: connection reset by peer",
            _ when Causes(exception).OfType<AuthenticationException>().Any() => "x509: certificate signed by unknown authority",
            _ => "EOF",
        };
        var verb = answer.Method[..1] + answer.Method[1..].ToLowerInvariant();
        return new StoreException($"RequestError: send request failed\ncaused by: {verb} {GoText.Quote(answer.Target)}: {reason}", isRetryable: true);
    }

    private static StoreException Nameless(WireAnswer answer)
    {
        var text = Phrase((HttpStatusCode)answer.Status);
        return Refused(answer, text.Replace(" ", "", StringComparison.Ordinal), text);
    }

    private static StoreException Refused(WireAnswer answer, string code, string message, string? cause = null)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{code}: {message}\n\tstatus code: {answer.Status}, request id: {answer.RequestId}, host id: {answer.HostId}");
        var isRetryable = !FinalCodes.Contains(code) && (RetryableStatuses.Contains(answer.Status) || RetryableCodes.Contains(code));
        return new StoreException(cause is null ? text : $"{text}\ncaused by: {cause}", isRetryable);
    }

    private static string Phrase(HttpStatusCode status)
    {
        using var response = new HttpResponseMessage(status);
        return response.ReasonPhrase ?? "";
    }

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static string Child(XElement root, string name) => root.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value ?? "";

    private static XElement? Parse(string body)
    {
        try
        {
            return body.Length == 0 ? null : XElement.Parse(body);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
