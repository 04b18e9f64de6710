namespace ArchiveTransfer;

/// <summary>How the copy is known to be right, weakest first; compare with &gt;=.</summary>
public enum VerificationEvidence
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Size.</summary>
    SizeOnly = 10,

    /// <summary>ETag.</summary>
    ETag = 20,

    /// <summary>A checksum of the store.</summary>
    Checksum = 30,

    /// <summary>The publisher's SHA-256.</summary>
    Sha256Sidecar = 40,
}
