namespace ArchiveTransfer;

/// <summary>Something the application registered.</summary>
internal sealed class Dependency;
