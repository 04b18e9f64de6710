namespace ArchiveTransfer.Testing.Admin;

/// <summary>What a bucket holds; finding out goes through all of its objects.</summary>
internal sealed class BucketFacts
{
    public required long Count { get; set; }

    public required string Checksum { get; set; }

    public required int OpenUploads { get; set; }
}
