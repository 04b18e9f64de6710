using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>The body of an answer: exactly the bytes declared, or an <see cref="IOException"/>.</summary>
internal sealed class RangeStream(Stream source, long length) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);
        }
        catch (Exception e) when (Converts(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(source.Read(buffer), buffer.Length);
        }
        catch (Exception e) when (Converts(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static bool Converts(Exception e) => e is AmazonClientException or AmazonServiceException or HttpRequestException;

    private int Count(int read, int wanted)
    {
        position += read;
        if (read == 0 && wanted > 0 && position < length)
        {
            throw new IOException($"The object's bytes ended after {position} of {length}.");
        }

        if (position > length)
        {
            throw new IOException($"The store sent more than the {length} bytes it declared.");
        }

        return read;
    }
}
