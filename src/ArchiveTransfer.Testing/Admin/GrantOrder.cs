namespace ArchiveTransfer.Testing.Admin;

/// <summary>Rights to give.</summary>
internal sealed class GrantOrder
{
    public required string Bucket { get; set; }

    public required string AccessKey { get; set; }

    public bool Read { get; set; }

    public bool List { get; set; }

    public bool Write { get; set; }
}
