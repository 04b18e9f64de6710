namespace ArchiveTransfer.Testing.Admin;

/// <summary>By what a fault in place is removed.</summary>
internal sealed class FaultNumber
{
    public required long Id { get; set; }
}
