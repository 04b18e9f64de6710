namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>A place in the hands of a strategy of the user's, who may dispose it more than once, or never: then its run does.</summary>
internal sealed class UserPlace(Place place, LentPlaces lent) : IDisposable
{
    private int left;

    public void Dispose() => Leave(PlaceOutcome.Answered);

    public void Leave(PlaceOutcome outcome)
    {
        if (Interlocked.Exchange(ref left, 1) == 0)
        {
            lent.Forget(this);
            place.Leave(outcome);
        }
    }
}
