namespace ArchiveTransfer.ObjectStorage;

/// <summary>How requests are sent.</summary>
internal enum PlaneKind
{
    Sdk,
    Direct,
}
