using System.Buffers;
using System.Security.Cryptography;
using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Hashes a body as it arrives, and keeps it where it is to be kept.</summary>
internal sealed class BodyCollector : IDisposable
{
    private const int BlockSize = 1 << 20;

    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash? _sha256;
    private readonly RunningChecksum? _checksum;
    private readonly List<Content>? _blocks;
    private readonly long _expected;
    private readonly Content? _foretold;
    private bool _isAsForetold;
    private byte[] _block = [];
    private int _filled;

    /// <param name="foretold">Need not be kept if the body is the same; null: nothing is known of the body.</param>
    public BodyCollector(long expected, bool keep, bool needsSha256, RunningChecksum? checksum, Content? foretold = null)
    {
        _expected = expected;
        _foretold = foretold;
        _isAsForetold = foretold?.Length == expected;
        _checksum = checksum;
        _sha256 = needsSha256 || !keep ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        _blocks = keep ? [] : null;
    }

    public long Length { get; private set; }

    public UInt128 Md5 { get; private set; }

    public byte[] Md5Bytes { get; private set; } = [];

    public byte[] Sha256 { get; private set; } = [];

    public ObjectChecksum? Checksum { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var offset = Length;
        Length += bytes.Length;
        if (Length > _expected)
        {
            throw new S3Refusal(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");
        }

        _md5.AppendData(bytes);
        _sha256?.AppendData(bytes);
        _checksum?.Append(bytes);
        if (_isAsForetold && !IsForetold(offset, bytes))
        {
            _isAsForetold = false;
            _blocks?.Add(SegmentedContent.Slice(_foretold!, 0, offset));
        }

        if (!_isAsForetold)
        {
            Keep(bytes);
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (_blocks is not null && bytes.Length > 0)
        {
            if (_filled == _block.Length)
            {
                Seal();
                _block = GC.AllocateUninitializedArray<byte>((int)Math.Min(BlockSize, _expected - Length + bytes.Length));
            }

            var taken = Math.Min(bytes.Length, _block.Length - _filled);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            _filled += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Ends the body; afterwards the hashes can be read.</summary>
    public Content Finish()
    {
        Md5Bytes = _md5.GetHashAndReset();
        Md5 = ContentHash.ToETagHash(Md5Bytes);
        Sha256 = _sha256?.GetHashAndReset() ?? [];
        if (_checksum is not null)
        {
            Checksum = new ObjectChecksum(_checksum.Algorithm, Convert.ToBase64String(_checksum.Finish()));
        }

        if (_isAsForetold)
        {
            return _foretold!;
        }

        if (_blocks is null)
        {
            return new DiscardedContent(Length, Md5, Sha256);
        }

        if (_blocks.Count == 0)
        {
            return new ByteContent(_block.AsMemory(0, _filled), Md5);
        }

        Seal();
        return SegmentedContent.Join(_blocks);
    }

    public void Dispose()
    {
        _md5.Dispose();
        _sha256?.Dispose();
        _checksum?.Dispose();
    }

    private bool IsForetold(long offset, ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        _foretold!.Read(offset, buffer.AsSpan(0, bytes.Length));
        var isSame = bytes.SequenceEqual(buffer.AsSpan(0, bytes.Length));
        ArrayPool<byte>.Shared.Return(buffer);
        return isSame;
    }

    private void Seal()
    {
        if (_filled > 0)
        {
            _blocks!.Add(new ByteContent(_block.AsMemory(0, _filled)));
        }

        _filled = 0;
    }
}
