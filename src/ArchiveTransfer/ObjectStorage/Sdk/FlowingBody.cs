namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>
/// A body that can be read once, in the shape the SDK wants. Signed chunk by chunk (http) the SDK demands a stream that can seek, though it never seeks;
/// unsigned (https) one that cannot, else it reads it twice.
/// </summary>
internal sealed class FlowingBody(Stream source, long length, bool pretendToSeek) : Stream
{
    private long position;

    /// <summary>What reading the source threw.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => pretendToSeek;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => Rewind(value);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, length - position);
        if (wanted == 0)
        {
            return 0;
        }

        try
        {
            var read = await source.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException($"The body ended after {position} of {length} bytes.");
            }

            position += read;
            return read;
        }
        catch (Exception e)
        {
            Failure ??= e;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The body flows asynchronously.");

    public override long Seek(long offset, SeekOrigin origin)
    {
        Rewind(origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => position + offset, _ => length + offset });
        return position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Rewind(long to)
    {
        if (to != position)
        {
            throw new BodyRewoundException();
        }
    }
}
