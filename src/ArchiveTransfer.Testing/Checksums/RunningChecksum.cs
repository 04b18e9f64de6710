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
