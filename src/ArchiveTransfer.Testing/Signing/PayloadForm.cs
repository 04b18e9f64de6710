namespace ArchiveTransfer.Testing.Signing;

/// <summary>What <c>x-amz-content-sha256</c> says about the body.</summary>
internal enum PayloadForm
{
    Unsigned,
    Hashed,
    SignedChunks,
    SignedChunksWithTrailer,
    UnsignedChunksWithTrailer,
}
