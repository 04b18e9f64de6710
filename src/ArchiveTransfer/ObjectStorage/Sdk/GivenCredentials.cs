using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>An object of the application's.</summary>
internal sealed class GivenCredentials(AWSCredentials given) : CredentialOrigin($"{given.GetType().Name}, given in code,", profile: null)
{
    private readonly AWSCredentials given = given;

    public override string Renewal => "Give credentials that renew themselves, such as a class of the SDK's or one derived from RefreshingAWSCredentials.";

    public override ValueTask<AWSCredentials> FindAsync() => new(given);

    public override AWSCredentials Find() => given;

    public override bool IsSameAs(CredentialOrigin other) => other is GivenCredentials same && ReferenceEquals(given, same.given);
}
