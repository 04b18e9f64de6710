namespace ArchiveTransfer.Planning;

/// <summary>What the decision table says of an object.</summary>
internal enum Verdict
{
    Copy,
    Skip,

    /// <summary>Two MD5-like ETags differ at equal size while the source is older: only the destination's headers tell an MD5 from a KMS ETag.</summary>
    Doubt,
}
