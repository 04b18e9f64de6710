using System.Globalization;
using System.Text.RegularExpressions;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>What the tool's error text means, in the terms of the one table that judges answers of stores.</summary>
internal static partial class S5cmdErrors
{
    /// <summary>Failures of the tool itself. Another way may do it.</summary>
    public const string ToolFailed = "S5cmdFailed";

    /// <summary>A child ended and said nothing of an object.</summary>
    public static StoreError Ended(string? killedFor, int exitCode) => new()
    {
        Operation = StoreOperation.CopyObject,
        Kind = StoreErrorKind.Unknown,
        Code = ToolFailed,
        Message = killedFor is null ? $"s5cmd ended with exit code {exitCode} and did not say what became of it" : $"s5cmd was killed ({killedFor}) and did not say what became of it",
    };

    public static StoreError Read(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
        {
            return Tool(text);
        }

        int? status = Status().Match(text) is { Success: true } found ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
        string code = CodeOf(match.Groups[1].Value, text, status);
        if (status is null && code == match.Groups[1].Value)
        {
            return Tool(text);
        }

        return new StoreError
        {
            Operation = StoreOperation.CopyObject,
            Kind = StoreErrorTable.Classify(StoreOperation.CopyObject, status, code),
            StatusCode = status,
            Code = code,
            Message = Tail().Replace(text[(match.Index + match.Length)..], ""),
            RequestId = Request().Match(text) is { Success: true } request ? request.Groups[1].Value : null,
            BucketRegion = Region().Match(text) is { Success: true } region ? region.Groups[1].Value : null,
        };
    }

    /// <summary>The tool's names for what no store says, as this library names them.</summary>
    private static string CodeOf(string code, string text, int? status) => code switch
    {
        "RequestError" or "RequestCanceled" => NeverConnected(text) ? StoreErrorCodes.ConnectFailed : StoreErrorCodes.ConnectionLost,
        // A page of a proxy where XML was due; with a status of its own that one says more.
        "SerializationError" => status is null or (>= 200 and < 300) ? StoreErrorCodes.UnreadableAnswer : $"{status}",
        "NoCredentialProviders" or "SharedCredsLoad" => StoreErrorCodes.NoCredentials,
        "BucketRegionError" => "PermanentRedirect",
        "Forbidden" => "AccessDenied",
        _ => code,
    };

    private static bool NeverConnected(string text) =>
        text.Contains(": dial ", StringComparison.Ordinal) || text.Contains("no such host", StringComparison.Ordinal) || text.Contains("tls: ", StringComparison.Ordinal)
        || text.Contains("x509: ", StringComparison.Ordinal) || text.Contains("proxyconnect", StringComparison.Ordinal);

    private static StoreError Tool(string text) => new()
    {
        Operation = StoreOperation.CopyObject,
        Kind = StoreErrorKind.NotThisWay,
        Code = ToolFailed,
        Message = text,
    };

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9.]{2,63}): ", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("status code: ([0-9]{3})", RegexOptions.CultureInvariant)]
    private static partial Regex Status();

    [GeneratedRegex("request id: ([^, ]{1,128})", RegexOptions.CultureInvariant)]
    private static partial Regex Request();

    [GeneratedRegex("bucket is in '([a-z0-9-]{1,32})' region", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@",?\s*status code: [0-9]{3}.*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Tail();
}
