using Amazon.Runtime;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Identity;

/// <summary>Hangs for good when asked for the given time, and tells.</summary>
internal sealed class HangingCredentials(S3Identity identity, int at, Action hangs) : AWSCredentials
{
    private readonly TaskCompletionSource never = new();
    private int asked;

    public override ImmutableCredentials GetCredentials() => new(identity.AccessKey, identity.SecretKey, null);

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (Interlocked.Increment(ref asked) == at)
        {
            hangs();
            await never.Task;
        }

        return GetCredentials();
    }
}
