using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>A stretch of a listing that one chain of requests reads: the keys after <see cref="After"/> up to and with <see cref="End"/>.</summary>
/// <param name="after">Key that the first request starts after; null: none.</param>
/// <param name="end">Last key that may belong to it; null: it goes on to the end of the listing.</param>
/// <param name="isRoot">The chain that a serial listing would read.</param>
internal sealed class ListingSegment(string? after, string? end, bool isRoot)
{
    private readonly Queue<SegmentPage> pages = new();

    public bool IsRoot { get; } = isRoot;

    /// <summary>Nothing up to here is still to be asked for.</summary>
    public string? After { get; set; } = after;

    public string? End { get; set; } = end;

    public ListingSegment? Next { get; set; }

    /// <summary>Goes on with the chain; null before its first answer.</summary>
    public string? Token { get; set; }

    /// <summary>A request was sent.</summary>
    public bool IsStarted { get; set; }

    /// <summary>A request was answered.</summary>
    public bool IsProven { get; set; }

    public bool IsInFlight { get; set; }

    /// <summary>All of it was read.</summary>
    public bool IsDone { get; set; }

    /// <summary>It is no longer part of the listing.</summary>
    public bool IsDropped { get; set; }

    public StoreError? Failure { get; set; }

    /// <summary>First key that was answered, whether it belongs to it or not; null: none yet.</summary>
    public string? First { get; set; }

    /// <summary>First key answered that is behind its end: the one that the segment after it has to begin with; null: none was seen.</summary>
    public string? Beyond { get; set; }

    public int EmptyPages { get; set; }

    /// <summary>Pages that it is thought to need yet, a place for each of which is kept free once it is started.</summary>
    public int Expected { get; set; } = 1;

    /// <summary>Keys read since <see cref="CountedTo"/>.</summary>
    public int Uncounted { get; set; }

    public string? CountedTo { get; set; } = after;

    /// <summary>What its keys so far tell of those that follow; null: nothing yet.</summary>
    public KeyRuler? Ruler { get; set; }

    public int Unread => pages.Count;

    /// <summary>What ends the segment in the order of the listing before it is asked for more.</summary>
    public bool IsIdle => !IsDone && !IsInFlight && Failure is null;

    public void Add(SegmentPage page) => pages.Enqueue(page);

    public bool TryTake(out SegmentPage page) => pages.TryDequeue(out page);

    /// <summary>Takes over what follows as long as nobody reads it, and leaves away what others read.</summary>
    public ListedObjects Cut(ListedObjects page)
    {
        string last = page.Key(page.Count - 1);
        while (End is not null && Utf8KeyComparer.Instance.Compare(last, End) > 0 && Next is { IsStarted: false } next)
        {
            (End, Next) = (next.End, next.Next);
        }

        // A page that ends right there does not tell what comes next; the one after it does.
        if (End is not { } end || Utf8KeyComparer.Instance.Compare(last, end) <= 0)
        {
            return page;
        }

        IsDone = true;
        int count = page.CountUpTo(end);
        Beyond = page.Key(count);
        return page.First(count);
    }
}
