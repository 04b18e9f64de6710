namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>What became of a request, as far as its place is concerned.</summary>
internal enum PlaceOutcome
{
    /// <summary>It never got an answer here: cancelled, broken off, failed on this side. Says nothing of the store.</summary>
    Abandoned = 0,

    /// <summary>The store answered, whatever it said.</summary>
    Answered,

    /// <summary>The store asked for less.</summary>
    Throttled,
}
