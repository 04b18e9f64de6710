namespace ArchiveTransfer.Selection;

/// <summary>Whether an object may take a way between its two buckets.</summary>
internal enum Passage
{
    /// <summary>The pair refuses it.</summary>
    Closed,

    /// <summary>It may; nothing hangs on it.</summary>
    Open,

    /// <summary>It may, and others wait for what becomes of it: <see cref="PairState.Leave"/> is owed.</summary>
    Canary,
}
