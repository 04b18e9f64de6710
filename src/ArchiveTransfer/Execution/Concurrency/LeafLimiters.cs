namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// The second level: leaf prefixes that were refused lately. Few, and gone when they have recovered; where there are none, a request costs
/// nothing here. Guarded by the lock of its <see cref="EndpointLimiter"/>.
/// </summary>
internal sealed class LeafLimiters
{
    public const int Most = 64;

    /// <summary>After the last 503 of a leaf that has no limit.</summary>
    public static readonly TimeSpan WatchedFor = TimeSpan.FromSeconds(10);

    /// <summary>After the last 503 of a leaf that has one.</summary>
    public static readonly TimeSpan HotFor = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly List<LeafLimiter> leaves = [];
    private TimeSpan sweptAt = TimeSpan.MinValue;

    public int Count => leaves.Count;

    public int Hot
    {
        get
        {
            int hot = 0;
            foreach (LeafLimiter leaf in leaves)
            {
                hot += leaf.IsHot ? 1 : 0;
            }

            return hot;
        }
    }

    /// <summary>The leaf that a key belongs to, if it was refused lately.</summary>
    public LeafLimiter? Find(string? key)
    {
        if (leaves.Count == 0 || key is null)
        {
            return null;
        }

        ReadOnlySpan<char> prefix = PrefixOf(key);
        int hash = string.GetHashCode(prefix);
        foreach (LeafLimiter leaf in leaves)
        {
            if (leaf.Hash == hash && prefix.SequenceEqual(leaf.Prefix))
            {
                return leaf;
            }
        }

        return null;
    }

    /// <summary>Watches the leaf of a key that was refused, unless too many need their limits.</summary>
    /// <param name="all">Answers to the whole bucket so far.</param>
    /// <param name="limit">The limit of the whole bucket so far.</param>
    public void Open(string? key, LeafCounts all, int limit, TimeSpan now)
    {
        if (key is not null && (leaves.Count < Most || MakeRoom()))
        {
            string prefix = PrefixOf(key).ToString();
            leaves.Add(new LeafLimiter(prefix, string.GetHashCode(prefix.AsSpan()), all, limit, now));
        }
    }

    /// <summary>Forgets those that have recovered.</summary>
    public void Sweep(TimeSpan now)
    {
        if (leaves.Count == 0 || (sweptAt != TimeSpan.MinValue && now - sweptAt < SweepInterval))
        {
            return;
        }

        sweptAt = now;
        for (int i = leaves.Count - 1; i >= 0; i--)
        {
            if (leaves[i].IsOver(now))
            {
                leaves.RemoveAt(i);
            }
        }
    }

    /// <summary>Drops the one without a limit whose last refusal is the longest ago. What it has in flight ends without it.</summary>
    private bool MakeRoom()
    {
        int oldest = -1;
        for (int i = 0; i < leaves.Count; i++)
        {
            if (!leaves[i].IsHot && (oldest < 0 || leaves[i].ThrottledAt < leaves[oldest].ThrottledAt))
            {
                oldest = i;
            }
        }

        if (oldest >= 0)
        {
            leaves.RemoveAt(oldest);
        }

        return oldest >= 0;
    }

    private static ReadOnlySpan<char> PrefixOf(string key) => key.AsSpan(0, key.LastIndexOf('/') + 1);
}
