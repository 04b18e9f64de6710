using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>Makes version ids: random to look at, yet the store reads from them when they were given out, and whether they were at all.</summary>
internal sealed class VersionIds(int seed)
{
    /// <summary>The id of whatever was written while the bucket made no versions.</summary>
    public const string Null = "null";

    private const int NonceLength = 16;
    private const int Length = NonceLength + sizeof(long);
    private const int TextLength = Length / 3 * 4;

    private long _last;

    public string Next()
    {
        var serial = Interlocked.Increment(ref _last);
        Span<byte> bytes = stackalloc byte[Length];
        Nonce(serial, bytes[..NonceLength]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[NonceLength..], serial ^ Mask(bytes[..NonceLength]));
        return Convert.ToBase64String(bytes).Replace('+', '.').Replace('/', '_');
    }

    public bool WasIssued(string id) => id == Null || SerialOf(id) is not null;

    /// <summary>Grows with every id; null: not one of ours.</summary>
    public long? SerialOf(string id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (id.Length != TextLength || !Convert.TryFromBase64String(id.Replace('.', '+').Replace('_', '/'), bytes, out var length) || length != Length)
        {
            return null;
        }

        var serial = BinaryPrimitives.ReadInt64LittleEndian(bytes[NonceLength..]) ^ Mask(bytes[..NonceLength]);
        Span<byte> expected = stackalloc byte[NonceLength];
        Nonce(serial, expected);
        return serial >= 1 && serial <= Interlocked.Read(ref _last) && expected.SequenceEqual(bytes[..NonceLength]) ? serial : null;
    }

    private void Nonce(long serial, Span<byte> nonce)
    {
        Span<byte> input = stackalloc byte[sizeof(int) + sizeof(long)];
        BinaryPrimitives.WriteInt32LittleEndian(input, seed);
        BinaryPrimitives.WriteInt64LittleEndian(input[sizeof(int)..], serial);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        hash[..NonceLength].CopyTo(nonce);
    }

    private long Mask(ReadOnlySpan<byte> nonce)
    {
        Span<byte> input = stackalloc byte[sizeof(int) + NonceLength];
        BinaryPrimitives.WriteInt32LittleEndian(input, seed);
        nonce.CopyTo(input[sizeof(int)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
