namespace ArchiveTransfer.Verification;

/// <summary>
/// What the run has learned about ETags of one side: 32 hex digits are the MD5 of the content unless the object is encrypted with
/// KMS or the store makes its ETags some other way, and a listing does not tell. Thread-safe.
/// </summary>
internal sealed class ETagTrust
{
    /// <summary>Answers in a row that say "no MD5" before the bucket counts as such for the rest of the run.</summary>
    public const int AnswersToBelieve = 3;

    // Apart, because a KMS source over a plain destination says "MD5" to every HEAD and "no MD5" with every copy.
    private int opaqueHeads;
    private int opaqueCopies;

    /// <summary>ETags of this side say nothing about content. "MD5" is never remembered: a bucket whose default changed holds both kinds.</summary>
    public bool IsOpaque => Volatile.Read(ref opaqueHeads) >= AnswersToBelieve || Volatile.Read(ref opaqueCopies) >= AnswersToBelieve;

    /// <summary>The ETag that a copy came out with told whether it is its source's MD5.</summary>
    public void Learn(bool opaque) => Learn(ref opaqueCopies, opaque);

    /// <summary>The headers of an object at the destination told what its ETag is.</summary>
    public void LearnFromHead(bool opaque) => Learn(ref opaqueHeads, opaque);

    private static void Learn(ref int inARow, bool opaque)
    {
        if (Volatile.Read(ref inARow) >= AnswersToBelieve)
        {
            return;
        }

        if (opaque)
        {
            Interlocked.Increment(ref inARow);
        }
        else
        {
            Volatile.Write(ref inARow, 0);
        }
    }
}
