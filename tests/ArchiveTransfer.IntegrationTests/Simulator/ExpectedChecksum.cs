using System.Security.Cryptography;

namespace ArchiveTransfer.Simulator;

/// <summary>Checksums worked out without the simulator, in Base64.</summary>
internal static class ExpectedChecksum
{
    public static string Of(string algorithm, byte[] content) => algorithm switch
    {
        "SHA1" => Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, content)),
        "SHA256" => Convert.ToBase64String(SHA256.HashData(content)),
        _ => Crc(algorithm, content),
    };

    /// <summary>Bit by bit, from the definition.</summary>
    private static string Crc(string algorithm, byte[] content)
    {
        var (polynomial, bytes) = algorithm switch
        {
            "CRC32" => (0xEDB88320UL, 4),
            "CRC32C" => (0x82F63B78UL, 4),
            _ => (0x9A6C9329AC4BC9B5UL, 8),
        };
        var ones = bytes == 8 ? ulong.MaxValue : uint.MaxValue;
        var state = ones;
        foreach (var value in content)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ polynomial;
            }
        }

        var result = BitConverter.GetBytes(state ^ ones)[..bytes];
        Array.Reverse(result);
        return Convert.ToBase64String(result);
    }
}
