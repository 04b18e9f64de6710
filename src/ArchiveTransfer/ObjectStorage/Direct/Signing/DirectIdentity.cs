using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// The credentials of a side as requests need them: at hand. Whoever gives them is asked once a second at the most, and before the first request
/// after they were refused; they renew what they give well before it ends.
/// </summary>
internal sealed class DirectIdentity(SideCredentials credentials)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private volatile Held? held;
    private volatile SigningKey? key;

    public ValueTask<ImmutableCredentials> GetAsync(CancellationToken cancellationToken) =>
        held is { } known && Environment.TickCount64 - known.At < GoodFor.TotalMilliseconds ? new(known.Credentials) : AskAsync(cancellationToken);

    /// <summary>The store takes these no more.</summary>
    public void Forget(ImmutableCredentials refused)
    {
        if (held is { } known && SideCredentials.Same(known.Credentials, refused))
        {
            held = null;
        }
    }

    public SigningKey KeyFor(ImmutableCredentials signer, SigningTime time, string region)
    {
        SigningKey? known = key;
        return known is not null && known.IsFor(signer, time.Day, region) ? known : key = new SigningKey(signer, time.Day, region);
    }

    private async ValueTask<ImmutableCredentials> AskAsync(CancellationToken cancellationToken)
    {
        ImmutableCredentials given = await credentials.GetAsync(cancellationToken).ConfigureAwait(false);

        // The same ones again keep the key that was made of them.
        ImmutableCredentials kept = held is { } before && SideCredentials.Same(before.Credentials, given) ? before.Credentials : given;
        held = new Held(kept, Environment.TickCount64);
        return kept;
    }

    private sealed record Held(ImmutableCredentials Credentials, long At);
}
