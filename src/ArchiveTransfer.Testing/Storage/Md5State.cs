using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>MD5 between two blocks of its input: unlike the platform's it can be kept and continued, so that what many contents share is hashed once.</summary>
internal struct Md5State()
{
    /// <summary>How much room <see cref="Finish"/> needs behind the last bytes.</summary>
    public const int LargestPadding = BlockSize + sizeof(ulong);

    private const int BlockSize = 64;

    private uint _a = 0x67452301;
    private uint _b = 0xEFCDAB89;
    private uint _c = 0x98BADCFE;
    private uint _d = 0x10325476;

    /// <summary>Takes in whole blocks of 64 bytes.</summary>
    public void Append(ReadOnlySpan<byte> blocks)
    {
        Span<uint> words = stackalloc uint[BlockSize / sizeof(uint)];
        for (; blocks.Length >= BlockSize; blocks = blocks[BlockSize..])
        {
            MemoryMarshal.Cast<byte, uint>(blocks[..BlockSize]).CopyTo(words);
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            Transform(words);
        }
    }

    /// <summary>Takes in the last bytes and ends the hash. The buffer has <see cref="LargestPadding"/> more bytes than are used of it.</summary>
    public UInt128 Finish(Span<byte> buffer, int used, long totalLength)
    {
        var padded = (used + sizeof(ulong) + BlockSize) / BlockSize * BlockSize;
        buffer[used] = 0x80;
        buffer[(used + 1)..padded].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(buffer[(padded - sizeof(ulong))..], (ulong)totalLength * 8);
        Append(buffer[..padded]);

        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(hash, _a);
        BinaryPrimitives.WriteUInt32LittleEndian(hash[4..], _b);
        BinaryPrimitives.WriteUInt32LittleEndian(hash[8..], _c);
        BinaryPrimitives.WriteUInt32LittleEndian(hash[12..], _d);
        return ContentHash.ToETagHash(hash);
    }

    private void Transform(ReadOnlySpan<uint> words)
    {
        // One check of the length in place of sixty-four.
        _ = words[15];
        uint a = _a, b = _b, c = _c, d = _d;
        unchecked
        {
            a = b + BitOperations.RotateLeft(a + (d ^ (b & (c ^ d))) + words[0] + 0xD76AA478, 7);
            d = a + BitOperations.RotateLeft(d + (c ^ (a & (b ^ c))) + words[1] + 0xE8C7B756, 12);
            c = d + BitOperations.RotateLeft(c + (b ^ (d & (a ^ b))) + words[2] + 0x242070DB, 17);
            b = c + BitOperations.RotateLeft(b + (a ^ (c & (d ^ a))) + words[3] + 0xC1BDCEEE, 22);
            a = b + BitOperations.RotateLeft(a + (d ^ (b & (c ^ d))) + words[4] + 0xF57C0FAF, 7);
            d = a + BitOperations.RotateLeft(d + (c ^ (a & (b ^ c))) + words[5] + 0x4787C62A, 12);
            c = d + BitOperations.RotateLeft(c + (b ^ (d & (a ^ b))) + words[6] + 0xA8304613, 17);
            b = c + BitOperations.RotateLeft(b + (a ^ (c & (d ^ a))) + words[7] + 0xFD469501, 22);
            a = b + BitOperations.RotateLeft(a + (d ^ (b & (c ^ d))) + words[8] + 0x698098D8, 7);
            d = a + BitOperations.RotateLeft(d + (c ^ (a & (b ^ c))) + words[9] + 0x8B44F7AF, 12);
            c = d + BitOperations.RotateLeft(c + (b ^ (d & (a ^ b))) + words[10] + 0xFFFF5BB1, 17);
            b = c + BitOperations.RotateLeft(b + (a ^ (c & (d ^ a))) + words[11] + 0x895CD7BE, 22);
            a = b + BitOperations.RotateLeft(a + (d ^ (b & (c ^ d))) + words[12] + 0x6B901122, 7);
            d = a + BitOperations.RotateLeft(d + (c ^ (a & (b ^ c))) + words[13] + 0xFD987193, 12);
            c = d + BitOperations.RotateLeft(c + (b ^ (d & (a ^ b))) + words[14] + 0xA679438E, 17);
            b = c + BitOperations.RotateLeft(b + (a ^ (c & (d ^ a))) + words[15] + 0x49B40821, 22);

            a = b + BitOperations.RotateLeft(a + (c ^ (d & (b ^ c))) + words[1] + 0xF61E2562, 5);
            d = a + BitOperations.RotateLeft(d + (b ^ (c & (a ^ b))) + words[6] + 0xC040B340, 9);
            c = d + BitOperations.RotateLeft(c + (a ^ (b & (d ^ a))) + words[11] + 0x265E5A51, 14);
            b = c + BitOperations.RotateLeft(b + (d ^ (a & (c ^ d))) + words[0] + 0xE9B6C7AA, 20);
            a = b + BitOperations.RotateLeft(a + (c ^ (d & (b ^ c))) + words[5] + 0xD62F105D, 5);
            d = a + BitOperations.RotateLeft(d + (b ^ (c & (a ^ b))) + words[10] + 0x02441453, 9);
            c = d + BitOperations.RotateLeft(c + (a ^ (b & (d ^ a))) + words[15] + 0xD8A1E681, 14);
            b = c + BitOperations.RotateLeft(b + (d ^ (a & (c ^ d))) + words[4] + 0xE7D3FBC8, 20);
            a = b + BitOperations.RotateLeft(a + (c ^ (d & (b ^ c))) + words[9] + 0x21E1CDE6, 5);
            d = a + BitOperations.RotateLeft(d + (b ^ (c & (a ^ b))) + words[14] + 0xC33707D6, 9);
            c = d + BitOperations.RotateLeft(c + (a ^ (b & (d ^ a))) + words[3] + 0xF4D50D87, 14);
            b = c + BitOperations.RotateLeft(b + (d ^ (a & (c ^ d))) + words[8] + 0x455A14ED, 20);
            a = b + BitOperations.RotateLeft(a + (c ^ (d & (b ^ c))) + words[13] + 0xA9E3E905, 5);
            d = a + BitOperations.RotateLeft(d + (b ^ (c & (a ^ b))) + words[2] + 0xFCEFA3F8, 9);
            c = d + BitOperations.RotateLeft(c + (a ^ (b & (d ^ a))) + words[7] + 0x676F02D9, 14);
            b = c + BitOperations.RotateLeft(b + (d ^ (a & (c ^ d))) + words[12] + 0x8D2A4C8A, 20);

            a = b + BitOperations.RotateLeft(a + (b ^ c ^ d) + words[5] + 0xFFFA3942, 4);
            d = a + BitOperations.RotateLeft(d + (a ^ b ^ c) + words[8] + 0x8771F681, 11);
            c = d + BitOperations.RotateLeft(c + (d ^ a ^ b) + words[11] + 0x6D9D6122, 16);
            b = c + BitOperations.RotateLeft(b + (c ^ d ^ a) + words[14] + 0xFDE5380C, 23);
            a = b + BitOperations.RotateLeft(a + (b ^ c ^ d) + words[1] + 0xA4BEEA44, 4);
            d = a + BitOperations.RotateLeft(d + (a ^ b ^ c) + words[4] + 0x4BDECFA9, 11);
            c = d + BitOperations.RotateLeft(c + (d ^ a ^ b) + words[7] + 0xF6BB4B60, 16);
            b = c + BitOperations.RotateLeft(b + (c ^ d ^ a) + words[10] + 0xBEBFBC70, 23);
            a = b + BitOperations.RotateLeft(a + (b ^ c ^ d) + words[13] + 0x289B7EC6, 4);
            d = a + BitOperations.RotateLeft(d + (a ^ b ^ c) + words[0] + 0xEAA127FA, 11);
            c = d + BitOperations.RotateLeft(c + (d ^ a ^ b) + words[3] + 0xD4EF3085, 16);
            b = c + BitOperations.RotateLeft(b + (c ^ d ^ a) + words[6] + 0x04881D05, 23);
            a = b + BitOperations.RotateLeft(a + (b ^ c ^ d) + words[9] + 0xD9D4D039, 4);
            d = a + BitOperations.RotateLeft(d + (a ^ b ^ c) + words[12] + 0xE6DB99E5, 11);
            c = d + BitOperations.RotateLeft(c + (d ^ a ^ b) + words[15] + 0x1FA27CF8, 16);
            b = c + BitOperations.RotateLeft(b + (c ^ d ^ a) + words[2] + 0xC4AC5665, 23);

            a = b + BitOperations.RotateLeft(a + (c ^ (b | ~d)) + words[0] + 0xF4292244, 6);
            d = a + BitOperations.RotateLeft(d + (b ^ (a | ~c)) + words[7] + 0x432AFF97, 10);
            c = d + BitOperations.RotateLeft(c + (a ^ (d | ~b)) + words[14] + 0xAB9423A7, 15);
            b = c + BitOperations.RotateLeft(b + (d ^ (c | ~a)) + words[5] + 0xFC93A039, 21);
            a = b + BitOperations.RotateLeft(a + (c ^ (b | ~d)) + words[12] + 0x655B59C3, 6);
            d = a + BitOperations.RotateLeft(d + (b ^ (a | ~c)) + words[3] + 0x8F0CCC92, 10);
            c = d + BitOperations.RotateLeft(c + (a ^ (d | ~b)) + words[10] + 0xFFEFF47D, 15);
            b = c + BitOperations.RotateLeft(b + (d ^ (c | ~a)) + words[1] + 0x85845DD1, 21);
            a = b + BitOperations.RotateLeft(a + (c ^ (b | ~d)) + words[8] + 0x6FA87E4F, 6);
            d = a + BitOperations.RotateLeft(d + (b ^ (a | ~c)) + words[15] + 0xFE2CE6E0, 10);
            c = d + BitOperations.RotateLeft(c + (a ^ (d | ~b)) + words[6] + 0xA3014314, 15);
            b = c + BitOperations.RotateLeft(b + (d ^ (c | ~a)) + words[13] + 0x4E0811A1, 21);
            a = b + BitOperations.RotateLeft(a + (c ^ (b | ~d)) + words[4] + 0xF7537E82, 6);
            d = a + BitOperations.RotateLeft(d + (b ^ (a | ~c)) + words[11] + 0xBD3AF235, 10);
            c = d + BitOperations.RotateLeft(c + (a ^ (d | ~b)) + words[2] + 0x2AD7D2BB, 15);
            b = c + BitOperations.RotateLeft(b + (d ^ (c | ~a)) + words[9] + 0xEB86D391, 21);

            _a += a;
            _b += b;
            _c += c;
            _d += d;
        }
    }
}
