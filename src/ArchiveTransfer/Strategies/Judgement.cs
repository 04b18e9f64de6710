namespace ArchiveTransfer.Strategies;

/// <summary>What the answers to a transfer prove.</summary>
/// <param name="Evidence">Null: nothing yet; looking may show the size.</param>
/// <param name="Reason">Why it is not more; constant text.</param>
internal readonly record struct Judgement(VerificationEvidence? Evidence, string? Reason)
{
    public static Judgement ETag => new(VerificationEvidence.ETag, null);

    public static Judgement Open(string reason) => new(null, reason);
}
