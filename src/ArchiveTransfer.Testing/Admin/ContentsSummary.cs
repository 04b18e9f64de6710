namespace ArchiveTransfer.Testing.Admin;

/// <summary>All that a bucket holds, in two numbers.</summary>
internal sealed class ContentsSummary
{
    public required long Count { get; set; }

    public required string Checksum { get; set; }
}
