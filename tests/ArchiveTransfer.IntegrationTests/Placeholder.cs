namespace ArchiveTransfer;

internal static class Placeholder
{
}
