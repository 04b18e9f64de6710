namespace ArchiveTransfer.ObjectStorage;

/// <summary>Bytes that come once, made as they are read; counts what was taken and fails where told.</summary>
internal sealed class FlowingSource(long length, long failAt = long.MaxValue) : Stream
{
    public long Taken { get; private set; }

    public int LargestRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static byte At(long position) => (byte)((position * 31) + (position >> 8));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        if (Taken >= failAt)
        {
            throw new InvalidDataException("the source of the body failed");
        }

        var count = (int)Math.Min(Math.Min(buffer.Length, 50_000), Math.Min(length, failAt) - Taken);
        LargestRead = Math.Max(LargestRead, buffer.Length);
        for (var i = 0; i < count; i++)
        {
            buffer.Span[i] = At(Taken + i);
        }

        Taken += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("read on a blocked thread");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
