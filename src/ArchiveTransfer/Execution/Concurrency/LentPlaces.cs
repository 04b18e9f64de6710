using System.Collections.Concurrent;

namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>Places in the hands of strategies of the user's. The run's end takes back what they kept: other runs go on with the same limiters, and it would be missing there.</summary>
internal sealed class LentPlaces : IDisposable
{
    private readonly ConcurrentDictionary<UserPlace, bool> lent = [];
    private volatile bool isOver;

    public UserPlace Lend(Place place)
    {
        var given = new UserPlace(place, this);
        lent.TryAdd(given, true);
        if (isOver)
        {
            given.Leave(PlaceOutcome.Abandoned);
        }

        return given;
    }

    public void Forget(UserPlace place) => lent.TryRemove(place, out _);

    public void Dispose()
    {
        isOver = true;
        foreach (UserPlace place in lent.Keys)
        {
            place.Leave(PlaceOutcome.Abandoned);
        }
    }
}
