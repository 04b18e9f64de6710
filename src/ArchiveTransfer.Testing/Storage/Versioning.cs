namespace ArchiveTransfer.Testing.Storage;

/// <summary>State of a bucket: it can be suspended, but never goes back to none.</summary>
internal enum Versioning
{
    None,
    Enabled,
    Suspended,
}
