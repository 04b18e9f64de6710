using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>Credentials could not be had; the message names who was asked and the cure.</summary>
internal sealed class CredentialsUnavailableException(string message, Exception? innerException) : AmazonClientException(message, innerException);
