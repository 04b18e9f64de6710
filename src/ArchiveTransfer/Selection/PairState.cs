namespace ArchiveTransfer.Selection;

/// <summary>
/// One way between two buckets. Nothing is known at first: objects go one at a time, each a canary, until one succeeds (all go) or three were
/// refused alike and went another way (none goes, and one asks again every ten minutes). A refusal may be an object's own, and once one object was
/// copied each is. After three canaries that told nothing, because they failed whichever way they took, two go at a time, then four, then eight: one more for each.
/// </summary>
internal sealed class PairState(TimeProvider timeProvider)
{
    internal static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);

    private const int RefusalsToBelieve = 3;
    private const int MostCanaries = 1 << 16;

    private readonly object gate = new();
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = NewSignal();
    private string? refusedCode;
    private Standing standing;
    private long closedAt;
    private int canaries;
    private int mostCanaries = 1;
    private int silent;

    private enum Standing
    {
        Unknown,
        Works,
        Closed,
    }

    /// <summary>The code that three objects were refused with; null: the pair is not closed.</summary>
    public string? ClosedBy
    {
        get
        {
            lock (gate)
            {
                return standing == Standing.Closed ? refusedCode : null;
            }
        }
    }

    /// <summary>Lets an object in, or not; null: it has to wait for a canary (<see cref="Changed"/>).</summary>
    /// <param name="sendsCanaries">False: while nothing is known, all go.</param>
    public Passage? TryEnter(bool sendsCanaries)
    {
        lock (gate)
        {
            return standing switch
            {
                Standing.Works => Passage.Open,
                Standing.Closed when canaries > 0 || timeProvider.GetElapsedTime(closedAt) < AskAgainAfter => Passage.Closed,
                Standing.Unknown when !sendsCanaries => Passage.Open,
                Standing.Unknown when canaries >= mostCanaries => null,
                _ => Canary(),
            };
        }
    }

    /// <summary>Completes when <see cref="TryEnter"/> may answer differently. Taken before it is asked, so that nothing is missed.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>An object was copied, or a part of one: whoever is refused from now on is refused for reasons of its own. True: the pair was closed until now.</summary>
    public bool Succeed()
    {
        lock (gate)
        {
            bool reopened = standing == Standing.Closed;
            if (standing != Standing.Works)
            {
                standing = Standing.Works;
                refused.Clear();
                Signal();
            }

            return reopened;
        }
    }

    /// <summary>An object was refused and went another way, so its source can be read and its destination written. True: the pair is closed from now on.</summary>
    public bool Refuse(string key, string code)
    {
        lock (gate)
        {
            if (standing == Standing.Works)
            {
                return false;
            }

            if (standing == Standing.Closed)
            {
                closedAt = timeProvider.GetTimestamp();
                return false;
            }

            if (refusedCode != code)
            {
                refused.Clear();
                refusedCode = code;
            }

            if (!refused.Add(key) || refused.Count < RefusalsToBelieve)
            {
                return false;
            }

            (standing, closedAt) = (Standing.Closed, timeProvider.GetTimestamp());
            refused.Clear();
            Signal();
            return true;
        }
    }

    /// <summary>A canary has its outcome.</summary>
    public void Leave(CanaryWord word)
    {
        lock (gate)
        {
            canaries--;
            if (word == CanaryWord.NotRefused)
            {
                mostCanaries = MostCanaries;
            }
            else if (word == CanaryWord.Nothing && ++silent >= RefusalsToBelieve)
            {
                mostCanaries = Math.Min(mostCanaries + 1, MostCanaries);
            }

            if (word != CanaryWord.Told && standing == Standing.Closed)
            {
                closedAt = timeProvider.GetTimestamp();
            }

            Signal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Passage Canary()
    {
        canaries++;
        return Passage.Canary;
    }

    private void Signal()
    {
        changed.SetResult();
        changed = NewSignal();
    }
}
