using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>A role that other credentials take.</summary>
internal sealed class RoleOrigin(SideCredentials taker, RoleCredentials role) : CredentialOrigin($"the role {role.RoleArn}, taken by {taker.Provider}", taker.Profile)
{
    private readonly SideCredentials taker = taker;
    private readonly RoleCredentials role = role;

    public override ValueTask<AWSCredentials> FindAsync() => new(role);

    public override AWSCredentials Find() => role;

    public override bool IsSameAs(CredentialOrigin other) =>
        other is RoleOrigin same && role.RoleArn == same.role.RoleArn && role.ExternalId == same.role.ExternalId && taker.IsOfOneOriginWith(same.taker);
}
