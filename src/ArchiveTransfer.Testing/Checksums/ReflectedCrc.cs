namespace ArchiveTransfer.Testing.Checksums;

/// <summary>The CRCs of S3: reflected, all ones at start and end.</summary>
internal sealed class ReflectedCrc
{
    private readonly ulong[] _table = new ulong[256];
    private readonly ulong _mask;
    private readonly int _bytes;

    private ReflectedCrc(ulong polynomial, int bytes)
    {
        _bytes = bytes;
        _mask = bytes == sizeof(ulong) ? ulong.MaxValue : (1UL << (bytes * 8)) - 1;
        for (var i = 0; i < _table.Length; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
            }

            _table[i] = value;
        }
    }

    public static ReflectedCrc Crc32 { get; } = new(0xEDB88320, sizeof(uint));

    public static ReflectedCrc Crc32C { get; } = new(0x82F63B78, sizeof(uint));

    public static ReflectedCrc Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, sizeof(ulong));

    public ulong Initial => _mask;

    public ulong Append(ulong state, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            state = _table[(byte)(state ^ value)] ^ (state >> 8);
        }

        return state;
    }

    public byte[] Finish(ulong state)
    {
        state ^= _mask;
        var result = new byte[_bytes];
        for (var i = _bytes - 1; i >= 0; i--)
        {
            result[i] = (byte)state;
            state >>= 8;
        }

        return result;
    }
}
