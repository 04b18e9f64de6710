namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Lower-case hexadecimal digits as ASCII bytes.</summary>
internal static class Hexadecimal
{
    public static void Write(ReadOnlySpan<byte> bytes, Span<byte> digits)
    {
        ReadOnlySpan<byte> alphabet = "0123456789abcdef"u8;
        for (int i = 0; i < bytes.Length; i++)
        {
            digits[2 * i] = alphabet[bytes[i] >> 4];
            digits[(2 * i) + 1] = alphabet[bytes[i] & 15];
        }
    }
}
