namespace ArchiveTransfer.Testing.Storage;

internal enum BoundKind
{
    From,
    After,
    AfterPrefix,
}
