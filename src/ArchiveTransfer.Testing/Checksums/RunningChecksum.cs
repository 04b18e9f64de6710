using System.Security.Cryptography;

namespace ArchiveTransfer.Testing.Checksums;

/// <summary>One of the algorithms of <c>x-amz-checksum-algorithm</c>, fed piece by piece.</summary>
internal sealed class RunningChecksum : IDisposable
{
    private readonly IncrementalHash? _hash;
    private readonly ReflectedCrc? _crc;
    private ulong _state;

    private RunningChecksum(string algorithm, IncrementalHash? hash, ReflectedCrc? crc)
    {
        Algorithm = algorithm;
        _hash = hash;
        _crc = crc;
        _state = crc?.Initial ?? 0;
    }

    public static IReadOnlyList<string> Algorithms { get; } = ["CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME"];

    public string Algorithm { get; }

    /// <summary>Bytes of a value.</summary>
    public static int LengthOf(string algorithm) => algorithm switch
    {
        "SHA1" => SHA1.HashSizeInBytes,
        "SHA256" => SHA256.HashSizeInBytes,
        "CRC64NVME" => sizeof(ulong),
        _ => sizeof(uint),
    };

    /// <summary>The checksum of two stretches of bytes one after the other, from theirs and the length of the second; null: not with this algorithm.</summary>
    public static byte[]? Combine(string algorithm, byte[] first, byte[] second, long secondLength) => algorithm switch
    {
        "CRC32" => ReflectedCrc.Crc32.Combine(first, second, secondLength),
        "CRC32C" => ReflectedCrc.Crc32C.Combine(first, second, secondLength),
        "CRC64NVME" => ReflectedCrc.Crc64Nvme.Combine(first, second, secondLength),
        _ => null,
    };

    /// <summary>Null: no such algorithm.</summary>
    public static RunningChecksum? Create(string algorithm) => algorithm switch
    {
        "SHA1" => new RunningChecksum(algorithm, IncrementalHash.CreateHash(HashAlgorithmName.SHA1), null),
        "SHA256" => new RunningChecksum(algorithm, IncrementalHash.CreateHash(HashAlgorithmName.SHA256), null),
        "CRC32" => new RunningChecksum(algorithm, null, ReflectedCrc.Crc32),
        "CRC32C" => new RunningChecksum(algorithm, null, ReflectedCrc.Crc32C),
        "CRC64NVME" => new RunningChecksum(algorithm, null, ReflectedCrc.Crc64Nvme),
        _ => null,
    };

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_crc is null)
        {
            _hash!.AppendData(bytes);
        }
        else
        {
            _state = _crc.Append(_state, bytes);
        }
    }

    public byte[] Finish() => _crc?.Finish(_state) ?? _hash!.GetHashAndReset();

    public void Dispose() => _hash?.Dispose();
}
