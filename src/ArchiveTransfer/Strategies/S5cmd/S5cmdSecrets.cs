using Amazon.Runtime;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Takes credentials out of whatever a child wrote: its output is the one way by which they could come back.</summary>
internal sealed class S5cmdSecrets
{
    public static readonly S5cmdSecrets None = new([]);

    private readonly string[] secrets;

    private S5cmdSecrets(IEnumerable<string?> secrets) => this.secrets = [.. secrets.OfType<string>().Where(static secret => secret.Length > 0)];

    public static S5cmdSecrets Of(ImmutableCredentials credentials) => new([credentials.Token, credentials.SecretKey, credentials.AccessKey]);

    public string Mask(string text)
    {
        foreach (string secret in secrets)
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }
}
