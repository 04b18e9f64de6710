namespace ArchiveTransfer.Verification;

/// <summary>
/// What the run has learned about ETags of one side: 32 hex digits are the MD5 of the content unless the object is encrypted with
/// KMS or the store makes its ETags some other way, and a listing does not tell. Thread-safe.
/// </summary>
internal sealed class ETagTrust
{
    /// <summary>Answers in a row that say "no MD5" before the bucket counts as such for the rest of the run.</summary>
    public const int AnswersToBelieve = 3;

    private int opaqueInARow;

    /// <summary>ETags of the destination are no MD5; see <see cref="IsOpaque"/>.</summary>
    public bool DestinationIsOpaque => IsOpaque;

    /// <summary>ETags of this side are no MD5. "MD5" is never remembered: a bucket whose default changed holds both kinds.</summary>
    public bool IsOpaque => Volatile.Read(ref opaqueInARow) >= AnswersToBelieve;

    /// <summary>An object's headers, or the ETag its copy came out with, told what its ETag is.</summary>
    public void Learn(bool opaque)
    {
        if (IsOpaque)
        {
            return;
        }

        if (opaque)
        {
            Interlocked.Increment(ref opaqueInARow);
        }
        else
        {
            Volatile.Write(ref opaqueInARow, 0);
        }
    }
}
