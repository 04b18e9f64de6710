using Amazon.Runtime;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Takes credentials out of whatever a child wrote: its output is the one way by which they could come back.</summary>
internal sealed class S5cmdSecrets
{
    private const string Masked = "***";

    /// <summary>Fewer characters tell nothing, and any text may end in them.</summary>
    private const int LeastTelling = 4;

    public static readonly S5cmdSecrets None = new([]);

    private readonly string[] secrets;

    private S5cmdSecrets(IEnumerable<string?> secrets) => this.secrets = [.. secrets.OfType<string>().Where(static secret => secret.Length > 0)];

    /// <param name="environment">What the child is given: addresses of proxies may name a user and a password.</param>
    public static S5cmdSecrets Of(ImmutableCredentials credentials, IReadOnlyDictionary<string, string> environment) =>
        new([credentials.Token, credentials.SecretKey, credentials.AccessKey, .. environment
            .Where(static variable => variable.Key.EndsWith("PROXY", StringComparison.OrdinalIgnoreCase))
            .Select(static variable => UserOf(variable.Value))]);

    /// <summary>What stands before the host of an address; null: nothing.</summary>
    private static string? UserOf(string address)
    {
        int begin = address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        int end = address.LastIndexOf('@');
        return end > begin ? address[begin..end] : null;
    }

    /// <summary>The text without them, and without what of one stands at its end: a child dies in the middle of a line, too.</summary>
    public string Mask(string text)
    {
        foreach (string secret in secrets)
        {
            text = text.Replace(secret, Masked, StringComparison.Ordinal);
        }

        int cut = secrets.Select(secret => LengthOfBeginning(secret, text)).DefaultIfEmpty().Max();
        return cut == 0 ? text : string.Concat(text.AsSpan(0, text.Length - cut), Masked);
    }

    /// <summary>How much of the beginning of a secret the text ends in.</summary>
    private static int LengthOfBeginning(string secret, string text)
    {
        for (int length = Math.Min(secret.Length - 1, text.Length); length >= LeastTelling; length--)
        {
            if (text.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }
}
