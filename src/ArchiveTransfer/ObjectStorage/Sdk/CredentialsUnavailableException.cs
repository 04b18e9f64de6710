using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Credentials could not be had; the message names who was asked and the cure. What lies beneath is left behind: it may hold what a credential process wrote.</summary>
/// <param name="errorCode">One of <see cref="TransferErrorCodes"/>.</param>
internal sealed class CredentialsUnavailableException(string errorCode, string message) : AmazonClientException(message)
{
    public string ErrorCode => errorCode;
}
