namespace ArchiveTransfer.Testing;

/// <summary>Stores whose differences from Amazon S3 the simulator knows as a whole.</summary>
public enum S3Profile
{
    /// <summary>Amazon S3 as documented: every switch of <see cref="S3SimulatorOptions"/> at its default.</summary>
    Aws,

    /// <summary>Ceph RADOS gateway 16.2 as measured: ignores conditions on copies, checksums and more.</summary>
    CephRgw,

    /// <summary>Cloudflare R2 as documented: parts of one size, no tags, refused headers.</summary>
    R2Like,

    /// <summary>No CopyObject and no UploadPartCopy: 501, as behind a gateway that only stores.</summary>
    NoServerSideCopy,

    /// <summary>Lists in an order of its own, complete and the same every time.</summary>
    UnorderedListing,
}
