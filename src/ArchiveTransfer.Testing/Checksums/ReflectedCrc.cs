namespace ArchiveTransfer.Testing.Checksums;

/// <summary>The CRCs of S3: reflected, all ones at start and end.</summary>
internal sealed class ReflectedCrc
{
    private readonly ulong[] _table = new ulong[256];
    private readonly ulong _mask;
    private readonly ulong _polynomial;
    private readonly ulong _one;
    private readonly int _bytes;

    private ReflectedCrc(ulong polynomial, int bytes)
    {
        _bytes = bytes;
        _polynomial = polynomial;
        _one = 1UL << ((bytes * 8) - 1);
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

    public byte[] Finish(ulong state) => ToBytes(state ^ _mask);

    // The first stretch is followed by as many zeros as the second is long: a multiplication by a power of x, modulo the polynomial.
    public byte[] Combine(byte[] first, byte[] second, long secondLength)
    {
        var power = _one >> 8;
        var shift = _one;
        for (; secondLength > 0; secondLength >>= 1)
        {
            if ((secondLength & 1) != 0)
            {
                shift = Multiply(shift, power);
            }

            power = Multiply(power, power);
        }

        return ToBytes(Multiply(shift, FromBytes(first)) ^ FromBytes(second));
    }

    private static ulong FromBytes(byte[] bytes) => bytes.Aggregate(0UL, static (value, next) => (value << 8) | next);

    private byte[] ToBytes(ulong value)
    {
        var result = new byte[_bytes];
        for (var i = _bytes - 1; i >= 0; i--)
        {
            result[i] = (byte)value;
            value >>= 8;
        }

        return result;
    }

    private ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (var bit = _one; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
            {
                product ^= right;
            }

            right = (right & 1) == 0 ? right >> 1 : (right >> 1) ^ _polynomial;
        }

        return product;
    }
}
