using System.Collections.Concurrent;
using ArchiveTransfer.Execution.Concurrency;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Lines that children have and have not answered, each in a slot of its own. Whoever takes a line gives its slot back. Thread-safe.</summary>
internal sealed class S5cmdLines(int most, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, S5cmdWork> outstanding = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim slots = new(most, most);

    public bool IsEmpty => outstanding.IsEmpty;

    /// <summary>Waits for a slot.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => slots.WaitAsync(cancellationToken);

    /// <summary>Gives back a slot that no line came into.</summary>
    public void Leave() => slots.Release();

    /// <summary>False: a line with the same source and destination is under way.</summary>
    public bool TryAdd(S5cmdWork work) => outstanding.TryAdd(work.Pair, work);

    /// <summary>The line a result is of; null: none that this child has.</summary>
    /// <param name="outcome">What the result says of the store.</param>
    public S5cmdWork? Take(S5cmdChild child, string pair, PlaceOutcome outcome) => Take(child, pair, outcome, isResult: true);

    private S5cmdWork? Take(S5cmdChild child, string pair, PlaceOutcome outcome, bool isResult)
    {
        if (!outstanding.TryGetValue(pair, out S5cmdWork? work) || work.Child != child || !outstanding.TryRemove(KeyValuePair.Create(pair, work)))
        {
            return null;
        }

        child.Resolved(time.GetTimestamp(), isResult);
        work.Release(outcome);
        slots.Release();
        return work;
    }

    /// <summary>All that a child leaves unanswered.</summary>
    public List<S5cmdWork> TakeAll(S5cmdChild child)
    {
        var left = new List<S5cmdWork>();
        foreach ((string pair, S5cmdWork candidate) in outstanding)
        {
            if (candidate.Child == child && Take(child, pair, PlaceOutcome.Abandoned, isResult: false) is { } work)
            {
                left.Add(work);
            }
        }

        return left;
    }

    public void Dispose() => slots.Dispose();
}
