namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>The client wanted to send a flowing body a second time: the first sending failed, and its own retries are on.</summary>
internal sealed class BodyRewoundException() : IOException("The request failed and its body cannot be sent again.");
