using System.Net;
using System.Net.Sockets;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>What the SDK throws, as values.</summary>
internal static class SdkErrors
{
    /// <summary>Null: not a failure of a request, to be thrown on.</summary>
    public static StoreError? From(StoreOperation operation, Exception exception) => exception switch
    {
        CredentialsUnavailableException e => Unavailable(operation, e),
        AmazonUnmarshallingException e when (int)e.StatusCode is >= 200 and < 300 => Unreadable(operation, e),
        AmazonServiceException e => FromService(operation, e),
        AmazonClientException e when IsOfCredentials(e) => Of(operation, null, StoreErrorCodes.NoCredentials, e.Message),
        AmazonClientException { InnerException: { } inner } when From(operation, inner) is { } error => error,
        AmazonClientException e => Of(operation, null, StoreErrorCodes.NotSent, e.Message),
        HttpRequestException e => Of(operation, null, FailedToConnect(e) ? StoreErrorCodes.ConnectFailed : StoreErrorCodes.ConnectionLost, Innermost(e)),
        BodyRewoundException e => Of(operation, null, StoreErrorCodes.ConnectionLost, e.Message),
        XmlException or InvalidDataException or FormatException or OverflowException => Unreadable(operation, exception),
        IOException or SocketException => Of(operation, null, StoreErrorCodes.ConnectionLost, Innermost(exception)),
        TimeoutException or OperationCanceledException => Of(operation, null, StoreErrorCodes.AttemptTimeout, exception.Message),
        InvalidOperationException when IsOfCredentials(exception) => Of(operation, null, StoreErrorCodes.NoCredentials, exception.Message),
        _ => null,
    };

    public static StoreError Of(StoreOperation operation, int? statusCode, string code, string message) => new()
    {
        Operation = operation,
        Kind = StoreErrorTable.Classify(operation, statusCode, code),
        StatusCode = statusCode,
        Code = code,
        Message = message,
    };

    private static StoreError Unavailable(StoreOperation operation, CredentialsUnavailableException e)
    {
        StoreError error = Of(
            operation, null, e.ErrorCode == TransferErrorCodes.CredentialsPackageMissing ? StoreErrorCodes.CredentialsPackageMissing : StoreErrorCodes.NoCredentials, e.Message);
        return e.MayPass ? error with { Kind = StoreErrorKind.Transient } : error;
    }

    private static StoreError Unreadable(StoreOperation operation, Exception e) =>
        Of(operation, (int)HttpStatusCode.OK, StoreErrorCodes.UnreadableAnswer, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);

    private static StoreError FromService(StoreOperation operation, AmazonServiceException e)
    {
        var answer = (e.InnerException as HttpErrorResponseException)?.Response;
        int? status = e.StatusCode == 0 ? null : (int)e.StatusCode;
        var region = Header(answer, "x-amz-bucket-region") ?? ExpectedRegion(e);
        var code = CodeOf(operation, e, region);
        return new()
        {
            Operation = operation,
            Kind = StoreErrorTable.Classify(operation, status, code),
            StatusCode = status,
            Code = code,
            Message = IsFiller(e.Message) ? "" : e.Message,
            RequestId = NullIfEmpty(e.RequestId) ?? Header(answer, "x-amz-request-id"),
            RetryAfter = RetryAfterHeader.Read(Header(answer, "Retry-After"), Header(answer, "Date")),
            BucketRegion = region,
        };
    }

    /// <summary>What the SDK says for a store that said nothing: the code and the status again.</summary>
    private static bool IsFiller(string message) => message.StartsWith("Error making request with Error Code ", StringComparison.Ordinal);

    /// <summary>Where an answer has no body the SDK gives the name of the status for a code; S3 has names of its own for most.</summary>
    private static string CodeOf(StoreOperation operation, AmazonServiceException e, string? region)
    {
        var name = e.StatusCode.ToString();
        if (NullIfEmpty(e.ErrorCode) is { } code && code != name)
        {
            return code;
        }

        return StatusCodes.CodeOf(operation, (int)e.StatusCode, name, region);
    }

    /// <summary>AuthorizationHeaderMalformed names the region in an element the SDK keeps to itself, and in its text.</summary>
    private static string? ExpectedRegion(AmazonServiceException e)
    {
        const string lead = "expecting '";
        var start = e.ErrorCode == "AuthorizationHeaderMalformed" ? e.Message.IndexOf(lead, StringComparison.Ordinal) : -1;
        var end = start < 0 ? -1 : e.Message.IndexOf('\'', start + lead.Length);
        return end < 0 ? null : NullIfEmpty(e.Message[(start + lead.Length)..end]);
    }

    private static string? Header(IWebResponseData? answer, string name) => NullIfEmpty(answer?.GetHeaderValue(name));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool FailedToConnect(HttpRequestException e) => WireHandler.IsConnecting(e.HttpRequestError)
        || e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable };

    /// <summary>Clients of the user's making have the SDK's own providers, which throw many types with one word in common.</summary>
    private static bool IsOfCredentials(Exception e) => e.Message.Contains("credential", StringComparison.OrdinalIgnoreCase)
        || e.Message.Contains("SSO", StringComparison.Ordinal)
        || e.Message.Contains("could not be found or loaded", StringComparison.Ordinal)
        || e.Message.Contains("missing runtime dependency", StringComparison.Ordinal);

    private static string Innermost(Exception e)
    {
        var message = e.Message;
        while (e.InnerException is { } inner)
        {
            e = inner;
            message = message.Contains(e.Message, StringComparison.Ordinal) ? message : $"{message} {e.Message}";
        }

        return message;
    }
}
