using System.Net;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>What a provider of credentials throws, as one message: who was asked, what it said, what to do. Nothing that may be a secret is repeated.</summary>
internal static partial class CredentialFailure
{
    /// <summary>What the cure, which comes after, is not lost behind.</summary>
    private const int LongestReason = 900;

    /// <param name="found">Whom the origin named; null: it found nobody.</param>
    public static CredentialsUnavailableException Describe(StoreSide side, CredentialOrigin origin, AWSCredentials? found, Exception exception)
    {
        if (exception is CredentialsUnavailableException { } known)
        {
            return known;
        }

        var cause = origin.Explain(exception);
        var who = $"No credentials for the {(side == StoreSide.Source ? "source" : "destination")}: {origin.Provider}{Kind(origin, found)} failed.";
        if (MissingPackages(cause) is { } packages)
        {
            return Missing(who, packages);
        }

        var reason = Reason(cause);
        return new CredentialsUnavailableException(
            TransferErrorCodes.InvalidCredentials, $"{who} {(reason.Length > 0 ? reason + " " : "")}{Cure(side, origin, found, cause)}".TrimEnd(), Chain(cause).Any(MayPass));
    }

    private static bool MayPass(Exception exception) => exception switch
    {
        TimeoutException => true,
        HttpRequestException e => e.StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        AmazonServiceException e => e.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        _ => false,
    };

    private static CredentialsUnavailableException Missing(string who, string[] packages) => new(
        TransferErrorCodes.CredentialsPackageMissing,
        $"{who} The application lacks {(packages.Length == 1 ? "a package" : "packages")} of the AWS SDK that such credentials need: {string.Join(" and ", packages)}. "
        + $"Add {(packages.Length == 1 ? "it" : "them")}: {string.Join("; ", packages.Select(static package => $"dotnet add package {package}"))}.");

    /// <summary>Which of the SDK's providers, where the origin alone does not say it.</summary>
    private static string Kind(CredentialOrigin origin, AWSCredentials? found) => origin is GivenCredentials or RoleOrigin ? "" : found switch
    {
        AssumeRoleWithWebIdentityCredentials web => $" by web identity ({web.RoleArn}, token file {web.WebIdentityTokenFile})",
        AssumeRoleAWSCredentials role => $" by the role {role.RoleArn}",
        ProcessAWSCredentials => " by credential_process",
        SSOAWSCredentials => " by IAM Identity Center (SSO)",
        GenericContainerCredentials => " by the endpoint of the container",
        EnvironmentVariablesAWSCredentials => " by the environment",
        _ => "",
    };

    private static string[]? MissingPackages(Exception exception)
    {
        foreach (var e in Chain(exception))
        {
            // Native code has nothing to search in and says so by a type of its own.
            if (MissingAssembly().Match(e.Message) is { Success: true } match)
            {
                var name = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
                return name.StartsWith("AWSSDK.SSO", StringComparison.Ordinal) ? ["AWSSDK.SSO", "AWSSDK.SSOOIDC"] : [name];
            }
        }

        return null;
    }

    /// <summary>A profile that holds nothing to ask anybody with.</summary>
    public static CredentialsUnavailableException OfProfile(StoreSide side, string name, Exception exception)
    {
        var who = $"{side}.Profile: the profile \"{name}\" holds no usable credentials.";
        return MissingPackages(exception) is { } packages
            ? Missing(who, packages)
            : new CredentialsUnavailableException(TransferErrorCodes.InvalidCredentials, $"{who} {Reason(exception)} Correct the profile: aws configure --profile {name}.");
    }

    /// <summary>What was said, without what may be a secret.</summary>
    public static string Reason(Exception exception)
    {
        var said = new List<string>();
        foreach (var e in Chain(exception))
        {
            if (e is ProcessAWSCredentialException)
            {
                // What the process wrote stands in the message, and may hold anything.
                said.Add(ExitValue().Match(e.Message) is { Success: true } exit
                    ? $"The process ended with exit code {exit.Groups[1].Value}; what it wrote is not repeated."
                    : "What the process gave is not the JSON of version 1 that is expected; it is not repeated.");
                break;
            }

            var text = FileLine().Replace(string.Join(' ', e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), "Line $1 in file");
            if (text.Length > 0 && !text.StartsWith("Exception of type", StringComparison.Ordinal) && !said.Exists(before => before.Contains(text, StringComparison.Ordinal)))
            {
                said.Add(text[^1] is '.' or '!' or '?' ? text : text + ".");
            }
        }

        var whole = string.Join(' ', said);
        return whole.Length > LongestReason ? whole[..LongestReason] + "..." : whole;
    }

    private static string Cure(StoreSide side, CredentialOrigin origin, AWSCredentials? found, Exception exception)
    {
        if (exception is NotSupportedException && origin is RoleOrigin)
        {
            // The reason is the cure.
            return "";
        }

        if (Chain(exception).OfType<AmazonSecurityTokenServiceException>().FirstOrDefault() is { } refusal)
        {
            return refusal.ErrorCode == "AccessDenied"
                ? "Let the trust policy of the role name this identity, and demand the external id that is sent, if any; allow sts:AssumeRole in the policies of the identity."
                : "Check the role, the credentials or the token that take it, the clock of this machine and the endpoint of the token service.";
        }

        if (Chain(exception).Any(static e => e is ProcessAWSCredentialException))
        {
            return $"Run the credential_process{Named(origin)} by hand to see what it writes.";
        }

        return found switch
        {
            AssumeRoleWithWebIdentityCredentials => "Check that the token file exists and that this process may read it.",
            GenericContainerCredentials =>
                "Check AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI, the token of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or _TOKEN, and the role of the task or pod.",
            _ => CureByWords(side, origin, found, string.Join(' ', Chain(exception).Select(static e => e.Message))),
        };
    }

    private static string CureByWords(StoreSide side, CredentialOrigin origin, AWSCredentials? found, string text)
    {
        if (found is SSOAWSCredentials || text.Contains("SSO", StringComparison.Ordinal))
        {
            return $"Log in again: aws sso login{(origin.Profile is { } profile ? $" --profile {profile}" : "")}.";
        }

        if (origin is RoleOrigin)
        {
            return "Check the endpoint of the token service and the network.";
        }

        return origin.Profile is null && !text.Contains("Unable to find the \"default\" profile", StringComparison.Ordinal) && text.Contains("Unable to find the \"", StringComparison.Ordinal)
            ? "Correct AWS_PROFILE, or create the profile."
            : origin.Profile is { } named && found is null
                ? $"Correct the profile: aws configure --profile {named}."
                : $"Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in {side}.Profile, give the credentials in code, or let the machine have a role.";
    }

    private static string Named(CredentialOrigin origin) => origin.Profile is { } profile ? $" of the profile \"{profile}\"" : "";

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    [GeneratedRegex("Assembly (AWSSDK[A-Za-z.]*[A-Za-z]) could not be found or loaded|missing runtime dependency.*from package (AWSSDK[A-Za-z.]*[A-Za-z])", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex MissingAssembly();

    [GeneratedRegex("non-zero exit value (-?[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ExitValue();

    /// <summary>The SDK quotes a line of a profile file that it cannot read: half a key, as like as not.</summary>
    [GeneratedRegex("Line ([0-9]+):<.*> in file", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex FileLine();
}
