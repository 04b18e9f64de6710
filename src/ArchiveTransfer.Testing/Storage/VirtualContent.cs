using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>Bytes that follow from key and length: word number i is a 64-bit mix of seed and i.</summary>
internal sealed class VirtualContent(ulong seed, long length) : Content
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public override long Length => length;

    public static VirtualContent Of(string key, long length)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var unit in key)
        {
            hash = (hash ^ unit) * 0x100000001B3;
        }

        // The length goes in so that a re-published object of another size differs from its first byte on.
        return new VirtualContent(Mix(hash ^ Mix((ulong)length + Golden)), length);
    }

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

        var word = (ulong)offset / sizeof(ulong);
        var skip = (int)(offset % sizeof(ulong));
        if (skip > 0)
        {
            var taken = Math.Min(sizeof(ulong) - skip, destination.Length);
            CopyWord(word++, skip, destination[..taken]);
            destination = destination[taken..];
        }

        var words = MemoryMarshal.Cast<byte, ulong>(destination);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Word(word++);
        }

        var rest = destination[(words.Length * sizeof(ulong))..];
        if (rest.Length > 0)
        {
            CopyWord(word, 0, rest);
        }
    }

    private void CopyWord(ulong word, int skip, Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        MemoryMarshal.Write(bytes, Word(word));
        bytes.Slice(skip, destination.Length).CopyTo(destination);
    }

    private ulong Word(ulong index)
    {
        var value = Mix(seed + (index * Golden));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }
}
