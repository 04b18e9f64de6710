using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Credentials could not be had; the message names who was asked and the cure. What lies beneath is left behind: it may hold what a credential process wrote.</summary>
/// <param name="errorCode">One of <see cref="TransferErrorCodes"/>.</param>
/// <param name="mayPass">Whoever was asked did not answer, or was not well: another attempt may do.</param>
internal sealed class CredentialsUnavailableException(string errorCode, string message, bool mayPass = false) : AmazonClientException(message)
{
    public bool MayPass => mayPass;

    public string ErrorCode => errorCode;
}
