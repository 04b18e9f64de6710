using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Strategies;

/// <summary>A range of a staged file as a body that can be read again. Bytes count as sent the first time they are read.</summary>
internal sealed class StagedRange(StagedFile file, long offset, long length, AttemptTimer timer, RequestCounters counters) : Stream
{
    private long position;
    private long sent;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    public override int Read(Span<byte> buffer) => Moved(file.Read(buffer[..Fitting(buffer.Length)], offset + position));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Moved(await file.ReadAsync(buffer[..Fitting(buffer.Length)], offset + position, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Fitting(int wanted) => (int)Math.Clamp(length - position, 0, wanted);

    private int Moved(int count)
    {
        position += count;
        if (position > sent)
        {
            counters.Sent(position - sent);
            sent = position;
        }

        timer.Progress();
        return count;
    }
}
