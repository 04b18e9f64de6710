namespace ArchiveTransfer.ObjectStorage;

/// <summary>Which end of a transfer a store is; in words also the section of the options.</summary>
internal enum StoreSide
{
    Source,
    Destination,
}
