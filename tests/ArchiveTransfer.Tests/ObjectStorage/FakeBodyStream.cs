namespace ArchiveTransfer.ObjectStorage;

/// <summary>The body of a GET in the fake, with what goes wrong on its way.</summary>
internal sealed class FakeBodyStream(FakeContent content, long length, FakeFault? fault, InMemoryObjectStore store) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (store.YieldsWhileReading)
        {
            await Task.Yield();
        }

        long end = fault?.BreaksAt is { } at ? Math.Min(at, length) : length;
        int count = (int)Math.Min(Math.Min(buffer.Length, 81_920), end - position);
        if (count <= 0)
        {
            if (fault is { Hangs: true })
            {
                await store.HangAsync(cancellationToken);
            }

            fault?.Then?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            return fault?.BreaksAt is null || fault.BreaksQuietly ? 0 : throw new IOException("connection reset");
        }

        long known = Math.Clamp(content.Length - position, 0, count);
        content.Read(position, buffer.Span[..(int)known]);
        if (fault is { Corrupts: true } && position == 0)
        {
            buffer.Span[0] ^= 1;
        }

        position += count;
        store.Served(count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
