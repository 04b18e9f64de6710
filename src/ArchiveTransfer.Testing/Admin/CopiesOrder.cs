namespace ArchiveTransfer.Testing.Admin;

/// <summary>A bucket that is to remember copies of another's virtual objects.</summary>
internal sealed class CopiesOrder
{
    public required string Bucket { get; set; }

    public required string Source { get; set; }

    public string Prefix { get; set; } = "";

    public string SourcePrefix { get; set; } = "";
}
