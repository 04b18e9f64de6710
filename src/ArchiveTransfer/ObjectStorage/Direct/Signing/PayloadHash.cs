using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>What a request says of its body in <c>x-amz-content-sha256</c>.</summary>
internal static class PayloadHash
{
    /// <summary>SHA-256 of nothing.</summary>
    public const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Over TLS only, and beside a checksum of the body.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>The body is chunks, each signed with its hash.</summary>
    public const string Chunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    private const int BufferBytes = 128 * 1024;

    public static string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return Empty;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return ToText(hash);
    }

    /// <summary>Of a stream from its position on; it stands there again afterwards.</summary>
    public static async ValueTask<string> OfAsync(Stream body, CancellationToken cancellationToken)
    {
        long start = body.Position;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // The runtime's own way reads 4 KiB at a time, and from a file each of them is a call to the system.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        body.Position = start;
        return ToText(hash.GetHashAndReset());
    }

    private static string ToText(ReadOnlySpan<byte> hash)
    {
        Span<byte> digits = stackalloc byte[SHA256.HashSizeInBytes * 2];
        Hexadecimal.Write(hash, digits);
        return Encoding.ASCII.GetString(digits);
    }
}
