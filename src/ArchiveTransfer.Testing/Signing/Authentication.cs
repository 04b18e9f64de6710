namespace ArchiveTransfer.Testing.Signing;

/// <summary>Who sent a request, and what is needed to check its body.</summary>
internal sealed record Authentication(S3Identity? Identity, Payload Payload, ChunkSigner? Chunks)
{
    public static Authentication Anonymous(Payload payload) => new(null, payload, null);
}
