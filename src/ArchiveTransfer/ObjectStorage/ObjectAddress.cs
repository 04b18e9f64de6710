namespace ArchiveTransfer.ObjectStorage;

/// <summary>An object of a bucket; the newest version when none is named. Keys are exact, never normalised.</summary>
internal readonly record struct ObjectAddress(string Bucket, string Key, string? VersionId = null);
