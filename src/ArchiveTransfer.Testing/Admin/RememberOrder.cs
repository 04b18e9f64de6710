namespace ArchiveTransfer.Testing.Admin;

/// <summary>Copies to remember.</summary>
internal sealed class RememberOrder
{
    public required string Bucket { get; set; }

    public required string Source { get; set; }

    public string Prefix { get; set; } = "";

    public string SourcePrefix { get; set; } = "";
}
