namespace ArchiveTransfer.Selection;

/// <summary>
/// One way between two buckets. Nothing is known at first: objects go one at a time, each a canary, until one succeeds (all go) or three were
/// refused alike and went another way (none goes, and one asks again every ten minutes). A refusal may be an object's own, and once one object was
/// copied each is. After three canaries that settled nothing two go at a time, then four, then eight, one more for each; the same where the store fails them, or leaves all
/// waiting for <see cref="Patience"/>.
/// </summary>
internal sealed class PairState(TimeProvider timeProvider)
{
    internal static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>How long all wait for a canary; then twice as many go.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int RefusalsToBelieve = 3;
    private const int MostCanaries = 1 << 16;

    private readonly object gate = new();
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = NewSignal();
    private string? refusedCode;
    private volatile Standing standing;
    private long closedAt;
    private int canaries;
    private int mostCanaries = 1;
    private int inconclusive;
    private long lastEntered;
    private bool reopened;

    private enum Standing
    {
        Unknown,
        Works,
        Closed,
    }

    /// <summary>An object was copied: there is nothing more to learn.</summary>
    public bool Works => standing == Standing.Works;

    /// <summary>Lets an object in, or not; null: it has to wait for a canary (<see cref="Changed"/>).</summary>
    /// <param name="sendsCanaries">False: while nothing is known, all go.</param>
    public Passage? TryEnter(bool sendsCanaries)
    {
        if (Works)
        {
            return Passage.Open;
        }

        lock (gate)
        {
            if (standing == Standing.Unknown && canaries >= mostCanaries && timeProvider.GetElapsedTime(lastEntered) >= Patience)
            {
                Loosen(mostCanaries);
            }

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

    /// <summary>An object was copied, or a part of one: whoever is refused from now on is refused for reasons of its own.</summary>
    public void Succeed()
    {
        if (Works)
        {
            return;
        }

        lock (gate)
        {
            reopened |= standing == Standing.Closed;
            if (standing != Standing.Works)
            {
                standing = Standing.Works;
                refused.Clear();
                Signal();
            }
        }
    }

    /// <summary>True once, when a pair that was closed works again.</summary>
    public bool TakeReopened()
    {
        lock (gate)
        {
            (bool was, reopened) = (reopened, false);
            return was;
        }
    }

    /// <summary>The store failed a canary and did not refuse it: twice as many may go.</summary>
    public void NotRefused()
    {
        if (Works)
        {
            return;
        }

        lock (gate)
        {
            Loosen(mostCanaries);
            Signal();
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
                Inconclusive();
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
                Loosen(mostCanaries);
            }
            else if (word == CanaryWord.Nothing)
            {
                Inconclusive();
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
        lastEntered = timeProvider.GetTimestamp();
        return Passage.Canary;
    }

    private void Inconclusive()
    {
        if (++inconclusive >= RefusalsToBelieve)
        {
            Loosen(by: 1);
        }
    }

    private void Loosen(int by) => mostCanaries = Math.Min(mostCanaries + by, MostCanaries);

    private void Signal()
    {
        changed.SetResult();
        changed = NewSignal();
    }
}
