using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>
/// Bytes that follow from key and length: word number i is a 64-bit mix of seed and i. The last 64 to 4,159 bytes have a seed of their own, what comes before
/// is one of 64 streams, chosen by key and length: so the true MD5 of a megabyte costs no more than that of its end.
/// </summary>
internal sealed class VirtualContent(ulong seed, long length) : Content
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const long LargestKnownMd5 = 64L << 20;
    private const int ShortestEnd = 64;

    public override long Length => length;

    public override UInt128? KnownMd5 => length <= LargestKnownMd5 ? Md5() : null;

    public override long LengthByRule => length;

    private ulong Seed => seed;

    private long EndOffset => Math.Max(0, length - ShortestEnd) / SharedStream.BlockSize * SharedStream.BlockSize;

    public static VirtualContent Of(string key, long length) => Of(key, default, length);

    /// <summary>Content of the key that the two parts make.</summary>
    public static VirtualContent Of(ReadOnlySpan<char> start, ReadOnlySpan<char> end, long length)
    {
        var hash = Hash(Hash(0xCBF29CE484222325, start), end);

        // The length goes in so that a re-published object of another size differs, and but for one in 64 from its first byte on.
        return new VirtualContent(Mix(hash ^ Mix((ulong)length + Golden)), length);
    }

    public bool IsSameAs(Content other) => other is VirtualContent made && made.Length == length && made.Seed == seed;

    /// <summary>A bijection without visible pattern (splitmix64).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public override void Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + destination.Length, length);

        var shared = (int)Math.Clamp(EndOffset - offset, 0, destination.Length);
        if (shared > 0)
        {
            Fill(SharedStream.Of(seed).Seed, offset, destination[..shared]);
        }

        Fill(seed, offset + shared, destination[shared..]);
    }

    public static void Fill(ulong seed, long offset, Span<byte> destination)
    {
        var word = (ulong)offset / sizeof(ulong);
        var skip = (int)(offset % sizeof(ulong));
        if (skip > 0)
        {
            var taken = Math.Min(sizeof(ulong) - skip, destination.Length);
            CopyWord(seed, word++, skip, destination[..taken]);
            destination = destination[taken..];
        }

        var words = MemoryMarshal.Cast<byte, ulong>(destination);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Word(seed, word++);
        }

        var rest = destination[(words.Length * sizeof(ulong))..];
        if (rest.Length > 0)
        {
            CopyWord(seed, word, 0, rest);
        }
    }

    private static ulong Hash(ulong hash, ReadOnlySpan<char> key)
    {
        foreach (var unit in key)
        {
            hash = (hash ^ unit) * 0x100000001B3;
        }

        return hash;
    }

    private UInt128 Md5()
    {
        Span<byte> buffer = stackalloc byte[SharedStream.BlockSize + ShortestEnd + Md5State.LargestPadding];
        var start = EndOffset;
        var used = (int)(length - start);
        Fill(seed, start, buffer[..used]);
        var state = start == 0 ? new Md5State() : SharedStream.Of(seed).After((int)(start / SharedStream.BlockSize));
        return state.Finish(buffer, used, length);
    }

    private static void CopyWord(ulong seed, ulong word, int skip, Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        MemoryMarshal.Write(bytes, Word(seed, word));
        bytes.Slice(skip, destination.Length).CopyTo(destination);
    }

    private static ulong Word(ulong seed, ulong index)
    {
        var value = Mix(seed + (index * Golden));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }
}
