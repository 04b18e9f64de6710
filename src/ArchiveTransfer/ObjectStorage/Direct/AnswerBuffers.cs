using System.Buffers;
using System.Collections.Concurrent;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// Memory that answers are read into. Long ones, which are pages of listings, are kept here: the shared pool would keep one of each size for every thread that
/// ever gave one back.
/// </summary>
internal sealed class AnswerBuffers
{
    private const int Long = 64 * 1024;
    private const int MostSpares = 4;

    private readonly ConcurrentQueue<byte[]> spares = new();

    public byte[] Rent(int length)
    {
        if (length <= Long)
        {
            return ArrayPool<byte>.Shared.Rent(length);
        }

        // One that is too short for this page is too short for the next ones, too.
        while (spares.TryDequeue(out byte[]? spare))
        {
            if (spare.Length >= length)
            {
                return spare;
            }
        }

        return new byte[length];
    }

    public void Return(byte[] buffer)
    {
        if (buffer.Length <= Long)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        else if (spares.Count < MostSpares)
        {
            spares.Enqueue(buffer);
        }
    }
}
