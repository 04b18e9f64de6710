namespace ArchiveTransfer.Selection;

/// <summary>What became of a canary, for those who wait.</summary>
internal enum CanaryWord
{
    /// <summary>It failed whichever way it took, or was given up; that says nothing of the pair.</summary>
    Nothing,

    /// <summary>It was copied, or refused and went another way; <see cref="PairState"/> heard of it already.</summary>
    Told,

    /// <summary>The store failed it and did not refuse it: there is no reason to hold others back.</summary>
    NotRefused,
}
