using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>A profile of the shared AWS files, read again when the store takes its credentials no more: whoever writes fresh ones there is heard.</summary>
internal sealed class ProfileCredentials(CredentialProfile profile) : CredentialOrigin($"the profile \"{profile.Name}\"", profile.Name)
{
    private readonly string name = profile.Name;
    private volatile AWSCredentials current = profile.GetAWSCredentials(new CredentialProfileStoreChain());

    public override ValueTask<AWSCredentials> FindAsync() => new(current);

    public override AWSCredentials Find() => current;

    public override void Forget(AWSCredentials found)
    {
        try
        {
            var chain = new CredentialProfileStoreChain();
            if (chain.TryGetProfile(name, out var profile))
            {
                current = profile.GetAWSCredentials(chain);
                return;
            }
        }
#pragma warning disable CA1031 // Files that cannot be read now, for whatever reason, leave what was read before.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        base.Forget(found);
    }

    public override bool IsSameAs(CredentialOrigin other) => other is ProfileCredentials && other.Profile == name;
}
