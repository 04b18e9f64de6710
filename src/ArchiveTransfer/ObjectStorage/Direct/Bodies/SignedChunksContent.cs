using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// A body that flows by, in chunks that are signed with their hashes, each signature continuing the one before: nothing of it can be altered, and nothing must
/// be known of it beforehand. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
/// </summary>
internal sealed class SignedChunksContent(Stream source, long length, int chunkBytes = SignedChunksContent.UsualChunkBytes) : BodyContent(LengthOf(length, chunkBytes))
{
    /// <summary>Half the calls of 64 KiB, and what is hashed is still near when it is sent.</summary>
    public const int UsualChunkBytes = 128 * 1024;

    private const int SignatureBytes = 64;
    private const string Lead = ";chunk-signature=";

    private static readonly int MostHeader = "10000".Length + Lead.Length + SignatureBytes + 2;

    private readonly byte[] signature = new byte[SignatureBytes];
    private SigningKey? key;
    private string time = "";

    /// <summary>Bytes of the body itself.</summary>
    public long DecodedLength => length;

    /// <summary>Signature of the request, which the first chunk continues.</summary>
    public Span<byte> Seed => signature;

    public void SignWith(SigningKey signer, string at) => (key, time) = (signer, at);

    protected override async Task SendAsync(WitnessStream target, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MostHeader + chunkBytes + 2);
        try
        {
            long left = length;
            while (left > 0)
            {
                int size = (int)Math.Min(left, chunkBytes);
                int read = await source.ReadAtLeastAsync(buffer.AsMemory(MostHeader, size), size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (read < size)
                {
                    throw new EndOfStreamException($"The body ended after {length - left + read} of {length} bytes.");
                }

                left -= size;
                await target.WriteAsync(Frame(buffer, size), cancellationToken).ConfigureAwait(false);
            }

            await target.WriteAsync(Frame(buffer, 0), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes a chunk's header before its bytes and its end behind them.</summary>
    private ReadOnlyMemory<byte> Frame(byte[] buffer, int size)
    {
        SignChunk(buffer.AsSpan(MostHeader, size));
        Span<byte> header = stackalloc byte[MostHeader];
        size.TryFormat(header, out int written, "x", CultureInfo.InvariantCulture);
        written += Encoding.ASCII.GetBytes(Lead, header[written..]);
        signature.CopyTo(header[written..]);
        written += SignatureBytes;
        "\r\n"u8.CopyTo(header[written..]);
        written += 2;
        header[..written].CopyTo(buffer.AsSpan(MostHeader - written));
        "\r\n"u8.CopyTo(buffer.AsSpan(MostHeader + size));
        return buffer.AsMemory(MostHeader - written, written + size + 2);
    }

    private void SignChunk(ReadOnlySpan<byte> chunk)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(chunk, hash);
        var toSign = new ByteBuffer(stackalloc byte[512]);
        toSign.Append("AWS4-HMAC-SHA256-PAYLOAD\n"u8);
        toSign.Append(time);
        toSign.Append((byte)'\n');
        toSign.Append(key!.Scope);
        toSign.Append((byte)'\n');
        toSign.Append(signature);
        toSign.Append((byte)'\n');
        toSign.Append(PayloadHash.Empty);
        toSign.Append((byte)'\n');
        Hexadecimal.Write(hash, toSign.Take(SHA256.HashSizeInBytes * 2));
        key.Sign(toSign.Written, signature);
        toSign.Clear();
    }

    private static long LengthOf(long body, int chunkBytes)
    {
        long whole = body / chunkBytes;
        int rest = (int)(body % chunkBytes);
        return (whole * Framed(chunkBytes)) + (rest > 0 ? Framed(rest) : 0) + Framed(0);
    }

    private static long Framed(int size) => size.ToString("x", CultureInfo.InvariantCulture).Length + Lead.Length + SignatureBytes + 2 + size + 2;
}
