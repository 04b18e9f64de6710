namespace ArchiveTransfer.Testing.Signing;

/// <summary>Who sent a request, and what is needed to check its body.</summary>
internal sealed record Authentication(S3Identity? Identity, Payload Payload, ChunkSigner? Chunks, string Region)
{
    public static Authentication Anonymous(Payload payload, string region) => new(null, payload, null, region);
}
