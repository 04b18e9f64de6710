using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>Checks the chain of chunk signatures, which starts from the signature of the request.</summary>
internal sealed class ChunkSigner(byte[] key, string timestamp, string scope, string seedSignature)
{
    private static readonly string EmptyHash = Hmac.Sha256("");
    private string _previous = seedSignature;

    public void CheckChunk(string signature, ReadOnlySpan<byte> sha256) =>
        Check(signature, $"AWS4-HMAC-SHA256-PAYLOAD\n{timestamp}\n{scope}\n{_previous}\n{EmptyHash}\n{Hmac.Hex(sha256)}");

    public void CheckTrailer(string signature, string canonicalTrailer) =>
        Check(signature, $"AWS4-HMAC-SHA256-TRAILER\n{timestamp}\n{scope}\n{_previous}\n{Hmac.Sha256(canonicalTrailer)}");

    private void Check(string signature, string stringToSign)
    {
        if (Hmac.Sign(key, stringToSign) != signature)
        {
            throw SignatureVerifier.DoesNotMatch();
        }

        _previous = signature;
    }
}
