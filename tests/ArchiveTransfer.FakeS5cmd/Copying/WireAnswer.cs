namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>What was asked and answered, as it came over the wire.</summary>
internal sealed class WireAnswer
{
    public string Method { get; set; } = "";

    public string Target { get; set; } = "";

    /// <summary>0: none came.</summary>
    public int Status { get; set; }

    /// <summary>Null: it broke off.</summary>
    public string? Body { get; set; }

    public string RequestId { get; set; } = "";

    public string HostId { get; set; } = "";

    public string? BucketRegion { get; set; }

    public long Size { get; set; }

    public DateTimeOffset LastModified { get; set; }
}
