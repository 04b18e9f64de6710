namespace ArchiveTransfer.Testing.Admin;

/// <summary>Objects to add by rule.</summary>
internal sealed class VirtualOrder
{
    public required string Bucket { get; set; }

    public required long Count { get; set; }

    public required string KeyPattern { get; set; }

    public required long Size { get; set; }

    public long? LargestSize { get; set; }

    public bool PutWhole { get; set; }
}
