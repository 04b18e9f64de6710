namespace ArchiveTransfer.Testing.Storage;

/// <summary>The bucket was deleted while something was on its way into it.</summary>
internal sealed class BucketGoneException() : Exception("The bucket was deleted.");
