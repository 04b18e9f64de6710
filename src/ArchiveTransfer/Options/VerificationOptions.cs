namespace ArchiveTransfer;

/// <summary>Verification.</summary>
public sealed class VerificationOptions
{
    /// <summary>Least evidence; below it an object fails and is not left behind.</summary>
    /// <value><see cref="VerificationEvidence.SizeOnly"/>; <see cref="VerificationEvidence.None"/>, <see cref="VerificationEvidence.SizeOnly"/> or <see cref="VerificationEvidence.ETag"/>: stronger evidence is not built yet.</value>
    public VerificationEvidence Required { get; set; } = VerificationEvidence.SizeOnly;
}
