using System.Globalization;
using Amazon.Runtime;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// The environment of the child, built from empty: what the host happens to have set must neither redirect the child nor give it another
/// identity. Credentials travel here and nowhere else.
/// </summary>
internal static class S5cmdEnvironment
{
    /// <summary>Taken over from the host where they are set: the way out and the authorities it trusts are the machine's matter.</summary>
    private static readonly string[] _inherited =
    [
        "PATH", "HOME", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "AWS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "GOMEMLIMIT", "GOMAXPROCS", "SystemRoot", "TEMP", "TMPDIR",
    ];

    /// <summary>For questions that no store answers: version, help.</summary>
    public static Dictionary<string, string> Bare(Func<string, string?> host)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in _inherited)
        {
            if (host(name) is { Length: > 0 } value)
            {
                variables[name] = value;
            }
        }

        // Files of profiles are nobody's business here, and one that cannot be parsed would fail every line.
        string nothing = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        variables["AWS_CONFIG_FILE"] = nothing;
        variables["AWS_SHARED_CREDENTIALS_FILE"] = nothing;

        // Without it a child without credentials asks the instance, and prints plain text among its JSON.
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        return variables;
    }

    public static Dictionary<string, string> For(ImmutableCredentials credentials, string region, Uri? endpoint, Func<string, string?> host)
    {
        Dictionary<string, string> variables = Bare(host);
        variables["AWS_ACCESS_KEY_ID"] = credentials.AccessKey;
        variables["AWS_SECRET_ACCESS_KEY"] = credentials.SecretKey;
        if (credentials.UseToken)
        {
            variables["AWS_SESSION_TOKEN"] = credentials.Token;
        }

        // The destination's: copies are sent there and signed for it. Without a region the tool asks for that of every bucket first.
        variables["AWS_REGION"] = region;
        if (endpoint is not null)
        {
            variables["S3_ENDPOINT_URL"] = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        }

        return variables;
    }

    /// <summary>Arguments of a process that copies what comes on its standard input.</summary>
    /// <param name="workers">Lines in flight at the most; the tool itself takes no less than two.</param>
    public static IEnumerable<string> Arguments(int workers, bool requesterPays)
    {
        // Retries are the engine's: the tool's own sleep for minutes, deaf to every signal.
        string[] always = ["--json", "--numworkers", Math.Max(2, workers).ToString(CultureInfo.InvariantCulture), "--retry-count", "0"];
        return requesterPays ? [.. always, "--request-payer", "requester", "run"] : [.. always, "run"];
    }
}
