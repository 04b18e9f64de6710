using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>How much of a listing is asked for at once, and in pieces of which size: what the reader needs, as far as requests were worth it.</summary>
internal sealed class ListingPace
{
    /// <summary>A run has two listings open.</summary>
    private const long MaxBytes = 4L << 20;

    /// <summary>A listing of so few pages costs no request more than one page after the other.</summary>
    private const int SerialPages = 3;

    /// <summary>What a segment not answered yet may turn out to waste, in pages.</summary>
    private const double Lost = 1;

    /// <summary>Answers so many times as slow as one alone are slow because of their number.</summary>
    private const double Crowded = 2;

    /// <summary>In milliseconds: fifty thousand keys a second come one page after the other.</summary>
    private const double AtOnce = 20;

    private const int Spare = 2;
    private const double Remembered = 4;

    /// <summary>In milliseconds, averages of the last few: what the reader takes for a page, negative before he took one; what a page takes, and one that nothing else was asked for beside.</summary>
    private double work = -1;
    private double usual;
    private double alone;
    private int timed;
    private int timedAlone;
    private int limit = 1;
    private int starvedAt = -1;
    private int taken;
    private int answered;
    private long bytesPerPage = 1;
    private long useful;
    private double trust = 2;
    private int unproven;

    /// <summary>Keys of the largest page.</summary>
    public int PageSize { get; private set; } = 1;

    /// <summary>Pages on their way or unread.</summary>
    public int Limit => (int)Math.Min(limit, Math.Max(4, MaxBytes / bytesPerPage));

    public bool IsWide => limit > 1;

    /// <summary>As many segments are begun at once as those before were worth it.</summary>
    public bool MayBegin => unproven < trust;

    public double UsefulPages => (double)useful / PageSize;

    public bool WastesTooMuch => Waste + (Lost * unproven) > 2 + (0.22 * UsefulPages);

    /// <summary>Requests that brought nothing, in pages.</summary>
    private double Waste => answered - UsefulPages;

    /// <summary>
    /// Pages that keep the reader at work for half as long as an answer takes: all of it costs memory and wins little. One where the store answers about as soon as he is back,
    /// or nearly at once: more would only wait for him, or for the processor that all of them share.
    /// </summary>
    private double Needed => work < 0 ? double.MaxValue : Latency < Math.Max(AtOnce, 2 * work) ? 1 : Spare + (0.5 * Latency / work);

    private double Latency => Math.Min(alone, usual);

    /// <summary>The store, or what lies between, is slower the more is asked of it.</summary>
    private bool IsCrowded => usual > Crowded * alone;

    /// <summary>Pages that a segment is meant to take: more when small ones waste much.</summary>
    /// <param name="spacing">Keys between branches; null: not known.</param>
    public int PagesOfSegment(double? spacing)
    {
        double share = Waste / Math.Max(16, UsefulPages);
        int pages = share < 0.1 ? 2 : share < 0.14 ? 3 : share < 0.18 ? 4 : 5;

        // Branches are whole: as many of them as make little of what is read behind the last one.
        return spacing < 2 * pages * PageSize ? 2 + Math.Max(2, pages) : pages;
    }

    /// <summary>The reader waits: more is asked for, up to a bound, but not of a listing of a few pages.</summary>
    public void Starve()
    {
        if (starvedAt != taken && answered >= SerialPages)
        {
            starvedAt = taken;
            limit = (int)Math.Min(Math.Min(ListingWindow.MaxPages, Needed), IsCrowded ? Math.Max(1, limit / 2) : limit * 2);
        }
    }

    /// <summary>The reader took a page.</summary>
    public void Took()
    {
        taken++;
        limit -= limit > Needed ? 1 : 0;
    }

    /// <summary>The reader is back from a page.</summary>
    /// <param name="after">Null: he was not away.</param>
    public void Worked(TimeSpan? after)
    {
        if (after is { } time)
        {
            work = work < 0 ? time.TotalMilliseconds : work + ((time.TotalMilliseconds - work) / Remembered);
        }
    }

    /// <summary>A request was answered, whatever with.</summary>
    public void Answered() => answered++;

    /// <summary>A page came. What tells of branches, of a refusal or of the end says nothing of how long one takes.</summary>
    /// <param name="isAlone">Nothing else was asked for meanwhile: so it never stays crowded for what once was fast.</param>
    public void Came(TimeSpan after, bool isAlone)
    {
        usual = Averaged(usual, after, ++timed);
        if (isAlone)
        {
            alone = Averaged(alone, after, ++timedAlone);
        }
    }

    /// <summary>A segment is asked for the first time.</summary>
    public void Begun() => unproven++;

    /// <summary>A segment was answered for the first time.</summary>
    public void Ended() => unproven--;

    /// <summary>What the first answer of a segment brought.</summary>
    public void Learn(int keys) => trust = 2 * keys >= PageSize ? Math.Min(ListingWindow.MaxInFlight, trust + 1) : keys > 0 ? trust : Math.Max(1, 0.7 * trust);

    /// <summary>A page that the reader will get.</summary>
    public void Add(ListedObjects page)
    {
        PageSize = Math.Max(PageSize, page.Count);
        bytesPerPage = Math.Max(1, ((3 * bytesPerPage) + page.Bytes) / 4);
        useful += page.Count;
    }

    /// <summary>The first one had a connection to make: the second replaces it.</summary>
    private static double Averaged(double average, TimeSpan value, int count) => average + ((value.TotalMilliseconds - average) / Math.Clamp(count - 1, 1, Remembered));
}
