using System.Buffers;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Takes an answer in XML from its connection: as a whole, or a listing piece by piece.</summary>
internal static class AnswerBody
{
    /// <summary>More than the longest answer in XML: a page of 1,000 keys of 1,024 bytes, each byte percent-encoded.</summary>
    private const int MaxAnswer = 16 << 20;

    private const int UsualAnswer = 4096;

    /// <summary>A page of a listing is read in pieces of this size, so that many on their way at once take little.</summary>
    private const int PieceOfListing = 32 << 10;

    /// <param name="begun">Takes what can be read of a listing before all of it is there; null: it is none.</param>
    /// <returns>What is still to be read of the answer, in an array of <see cref="ArrayPool{T}.Shared"/>.</returns>
    /// <exception cref="InvalidDataException">It is too long, or what was read of it is of no use.</exception>
    public static async ValueTask<(byte[] Rented, int Length)> ReadAsync(HttpResponseMessage response, ListingDraft? begun, CancellationToken cancellationToken)
    {
        long usual = begun is null ? (response.Content.Headers.ContentLength ?? UsualAnswer) + 1 : PieceOfListing;
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(usual, 1, MaxAnswer));
        int length = 0;
        int total = 0;
        try
        {
            Stream stream = response.Content.ReadAsStream(cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                (length, total) = (length + read, total + read);
                if (total > MaxAnswer)
                {
                    throw new InvalidDataException("The answer is longer than any answer in XML can be.");
                }

                if (length < buffer.Length || (begun is not null && ReadOn(buffer, ref length, begun)))
                {
                    continue;
                }

                byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            return (buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Reads what is whole and makes room for what follows; false: there is too little to read anything of it.</summary>
    private static bool ReadOn(byte[] buffer, ref int length, ListingDraft begun)
    {
        int done = ListingAnswer.ReadOn(buffer.AsSpan(0, length), begun, out int begin);
        if (done <= begin)
        {
            return false;
        }

        buffer.AsSpan(done..length).CopyTo(buffer.AsSpan(begin));
        length -= done - begin;
        return true;
    }
}
