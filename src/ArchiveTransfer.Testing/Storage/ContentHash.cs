using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>Hashes of content: true but for large content that is made by rule.</summary>
internal static class ContentHash
{
    private const long MostHashedByRule = 64L << 20;
    private const int BufferSize = 128 * 1024;
    private const int Samples = 16;

    /// <summary>The true MD5, whatever the size; a <see cref="StandIn"/> where more than 64 MiB of the content are made by rule, and where some of it was not kept.</summary>
    public static UInt128 Md5OrStandIn(Content content)
    {
        if (content.KnownMd5 is { } known)
        {
            return known;
        }

        // Five GiB that nobody uploaded would take seconds to make and to hash.
        return content.IsReadable && content.LengthByRule <= MostHashedByRule ? Md5(content) : StandIn(content);
    }

    public static UInt128 Md5(Content content) => content.KnownMd5 ?? ToETagHash(Compute(content, HashAlgorithmName.MD5));

    public static byte[] Sha256(Content content) =>
        content is DiscardedContent discarded ? discarded.Sha256 : Compute(content, HashAlgorithmName.SHA256);

    public static UInt128 ToETagHash(ReadOnlySpan<byte> md5) => BinaryPrimitives.ReadUInt128BigEndian(md5);

    /// <summary>Hands the content over in pieces.</summary>
    public static void Feed(Content content, ByteConsumer consume)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(content.Length, 1, BufferSize));
        try
        {
            for (long offset = 0; offset < content.Length;)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, content.Length - offset));
                content.Read(offset, piece);
                consume(piece);
                offset += piece.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>No MD5 of the content but one of its length and of 16 samples of 256 bytes, of content that was not kept of its length alone: other content can have the same.</summary>
    public static UInt128 StandIn(Content content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> sample = stackalloc byte[256];
        BinaryPrimitives.WriteInt64LittleEndian(sample, content.Length);
        hash.AppendData(sample[..sizeof(long)]);
        for (var i = 0; content.IsReadable && i < Samples; i++)
        {
            content.Read((content.Length - sample.Length) / (Samples - 1) * i, sample);
            hash.AppendData(sample);
        }

        return ToETagHash(hash.GetHashAndReset());
    }

    private static byte[] Compute(Content content, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        Feed(content, hash.AppendData);
        return hash.GetHashAndReset();
    }
}
