using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Where the credentials of a side come from.</summary>
/// <param name="provider">Who is asked, in words.</param>
/// <param name="profile">Null: no profile is named.</param>
internal abstract class CredentialOrigin(string provider, string? profile)
{
    public string Provider => provider;

    public string? Profile => profile;

    /// <summary>How whoever runs this gets fresh credentials.</summary>
    public virtual string Renewal => profile is null ? "Get fresh ones and run again." : $"Renew those of the profile \"{profile}\" and run again.";

    /// <summary>Whoever can be asked for credentials now.</summary>
    public abstract ValueTask<AWSCredentials> FindAsync();

    public abstract AWSCredentials Find();

    /// <summary>The store takes what these gave no more: whoever is asked next shall not answer from memory.</summary>
    public virtual void Forget(AWSCredentials found)
    {
        if (found is RefreshingAWSCredentials remembering)
        {
            remembering.ClearCredentials();
        }
    }

    /// <summary>Whoever answers for one answers for the other.</summary>
    public abstract bool IsSameAs(CredentialOrigin other);

    /// <summary>What is really wrong, where the SDK does not say it.</summary>
    public virtual Exception Explain(Exception exception) => exception;
}
