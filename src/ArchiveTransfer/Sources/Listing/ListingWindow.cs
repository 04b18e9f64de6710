using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>
/// Decides which pieces of one prefix are asked for at once, and puts the answers in order. It begins as a serial listing, one page ahead of
/// its reader; a reader who waits widens it, up to a window of small segments right ahead of him, each cut where the keys seen so far say that
/// a few pages end. Sends nothing itself and knows no time but what it is told.
/// </summary>
internal sealed class ListingWindow
{
    public const int MaxInFlight = 24;

    /// <summary>Pages on their way or unread.</summary>
    public const int MaxPages = 2 * MaxInFlight;

    private const int LongBranch = 4;
    private const int MaxEmptyPages = 3;

    /// <summary>A segment of a little less than whole pages has the least to throw away behind its end.</summary>
    private const double Short = 0.2;

    private readonly string bucket;
    private readonly string prefix;
    private readonly string? startAfter;
    private readonly string? until;
    private readonly Waypoints waypoints;
    private readonly ListingPace pace = new();

    private ListingSegment head;
    private int inFlight;
    private int unread;
    private KeyRuler? behind;
    private bool isSerial;
    private string? expected;

    public ListingWindow(string bucket, string prefix, string? startAfter, string? until)
    {
        (this.bucket, this.prefix, this.startAfter, this.until) = (bucket, prefix, startAfter, until);
        head = new ListingSegment(startAfter, end: null, isRoot: true);
        waypoints = new Waypoints(bucket, prefix);
    }

    /// <summary>Last key handed out.</summary>
    public string? LastKey { get; private set; }

    /// <summary>Keys handed out.</summary>
    public long Delivered { get; private set; }

    /// <summary>What stands in the way of the next page, once all before it were taken.</summary>
    public StoreError? Failure => head.Unread == 0 ? head.Failure : null;

    public bool IsEnded => head is { IsDone: true, Unread: 0, Next: null };

    /// <summary>The store does not list in order, or does not start where it is told: what was handed out stands, the rest has to be read as a serial listing does.</summary>
    public bool IsUnordered { get; private set; }

    /// <summary>Where a serial listing finds what was handed out last: the token of its page, and the keys handed out before that page.</summary>
    public (string? Token, long Before) Root { get; private set; }

    public int Unread => unread;

    /// <summary>Takes the next page in order, if it is there.</summary>
    /// <param name="worked">How long the reader was away with the page before; null: he did not leave.</param>
    public bool TryTake(TimeSpan? worked, out ListedObjects page)
    {
        pace.Worked(worked);
        while (head is { Unread: 0, IsDone: true, Next: { } next } && Follows())
        {
            behind = head.Ruler ?? behind;
            (expected, head) = (head.Beyond, next);
        }

        if (!Follows())
        {
            page = ListedObjects.None;
            return false;
        }

        if (!head.TryTake(out SegmentPage found))
        {
            page = ListedObjects.None;
            Recover();
            return false;
        }

        if (head.IsRoot)
        {
            Root = (found.Token, Delivered);
        }

        page = found.Objects;
        unread--;
        pace.Took();
        Delivered += page.Count;
        LastKey = page.Key(page.Count - 1);
        return true;
    }

    /// <summary>The reader waits: the window may widen, where that brings him pages sooner.</summary>
    public void Starve() => pace.Starve();

    /// <summary>The next request to send; null: none for now.</summary>
    /// <param name="isAwaited">The reader waits for the next page.</param>
    public ListingCall? Next(bool isAwaited)
    {
        if (IsUnordered)
        {
            return null;
        }

        if (isAwaited && head is { IsIdle: true, Unread: 0 })
        {
            return Request(head);
        }

        KeyRuler? ruler = behind;
        int kept = unread;
        for (ListingSegment? segment = head; segment is not null && inFlight < MaxInFlight && inFlight + unread < pace.Limit; segment = segment.Next)
        {
            ruler = segment.Ruler ?? ruler;
            if (segment.IsDone || segment.Failure is not null || IsPast(segment))
            {
                continue;
            }

            bool mayStart = pace.MayBegin && kept < pace.Limit;
            if (mayStart && pace.IsWide && !isSerial && ruler is not null && segment.After is { } after)
            {
                if (segment.Next is null && waypoints.Ask(after, ruler, pace.UsefulPages, LongBranch * pace.PageSize) is { } question)
                {
                    inFlight++;
                    return new ListingCall(question, Segment: null, IsFirst: false);
                }

                Split(segment, ruler);
            }

            kept += segment.IsStarted || mayStart ? segment.Expected : 0;
            if (segment.IsIdle && (segment.IsStarted || (mayStart && kept <= pace.Limit)))
            {
                return Request(segment);
            }
        }

        return null;
    }

    /// <param name="after">How long the request took that was answered in the end.</param>
    public void Received(in ListingCall call, StoreResult<ObjectPage> answer, TimeSpan after)
    {
        bool isAlone = call.IsFirst && inFlight == 1;
        inFlight--;
        pace.Answered();
        if (call.Segment is not { } segment)
        {
            waypoints.Answered(answer, call.Request.StartAfter ?? "", pace.UsefulPages);
            return;
        }

        segment.IsInFlight = false;
        bool isFirst = segment is { IsProven: false, IsRoot: false };
        if (isFirst)
        {
            pace.Ended();
        }

        segment.IsProven = true;
        if (segment.IsDropped || IsUnordered)
        {
            return;
        }

        if (answer.Error is { } error)
        {
            segment.Failure = error;
            return;
        }

        if (answer.Value.NextToken is not null || 2 * answer.Value.Objects.Count >= pace.PageSize)
        {
            pace.Came(after, isAlone);
        }

        int keys = Take(segment, call.Request, answer.Value);
        Follows();
        if (isFirst)
        {
            pace.Learn(keys);
        }
    }

    private bool IsPast(ListingSegment segment) => until is not null && segment.After is { } after && Utf8KeyComparer.Instance.Compare(after, until) >= 0;

    /// <summary>A store may refuse to start after a text that is no key of it: then the chain goes on from the last key that is one.</summary>
    private void Recover()
    {
        if (head is { IsRoot: false, Token: null, Failure.Kind: StoreErrorKind.Permanent or StoreErrorKind.NotThisWay } && LastKey is not null && head.After != LastKey)
        {
            isSerial = true;
            (head.After, head.Failure) = (LastKey, null);
        }
    }

    /// <summary>
    /// Whether the first segment begins with the key that the one before it saw behind its end. It does not when the store orders keys in another way, or takes
    /// a text to start after for something else: each page for itself may look well then, and keys are missing between them.
    /// </summary>
    private bool Follows()
    {
        if (expected is not null && (head.First is not null || head.IsDone))
        {
            IsUnordered |= head.First != expected;
            expected = null;
        }

        return !IsUnordered;
    }

    private ListingCall Request(ListingSegment segment)
    {
        if (segment is { IsStarted: false, IsRoot: false })
        {
            pace.Begun();
        }

        (segment.IsInFlight, segment.IsStarted) = (true, true);
        inFlight++;
        ListRequest request = segment.Token is { } token
            ? new ListRequest(bucket, prefix, ContinuationToken: token)
            : new ListRequest(bucket, prefix, segment.After);
        return new ListingCall(request, segment, IsFirst: inFlight == 1);
    }

    /// <summary>Leaves a segment its next few pages and makes another one of the rest.</summary>
    private void Split(ListingSegment segment, KeyRuler ruler)
    {
        if (pace.WastesTooMuch)
        {
            return;
        }

        string from = segment.After!;
        int pages = pace.PagesOfSegment(waypoints.Spacing);
        double target = (pages - Short) * pace.PageSize;
        if (!IsInside(segment, waypoints.Ahead(from, target + pace.PageSize, ruler)) || waypoints.Ahead(from, target, ruler) is not { } point || !IsInside(segment, point))
        {
            return;
        }

        segment.Next = new ListingSegment(point, segment.End, isRoot: false) { Next = segment.Next };
        (segment.End, segment.Expected) = (point, pages);
    }

    private bool IsInside(ListingSegment segment, string? point) =>
        point is not null
        && Utf8KeyComparer.Instance.Compare(segment.After, point) < 0
        && (segment.End is null || Utf8KeyComparer.Instance.Compare(point, segment.End) < 0)
        && (until is null || Utf8KeyComparer.Instance.Compare(point, until) < 0);

    /// <returns>Keys that it brought.</returns>
    private int Take(ListingSegment segment, in ListRequest request, ObjectPage answer)
    {
        ListedObjects page = ListedObjects.Of(answer.Objects);
        if (!page.IsOrdered(segment.After))
        {
            if (!ReferenceEquals(segment, head) || !segment.IsRoot || segment.Next is not null)
            {
                IsUnordered = true;
                return 0;
            }

            // Still the serial listing: the reader gets what there is.
            isSerial = true;
        }

        segment.EmptyPages = page.Count == 0 ? segment.EmptyPages + 1 : 0;
        if (answer.NextToken is { } next && (next == segment.Token || segment.EmptyPages >= MaxEmptyPages))
        {
            segment.Failure = ListingErrors.Endless(next == segment.Token);
            return 0;
        }

        segment.Token = answer.NextToken;
        if (page.Count > 0)
        {
            segment.First ??= page.Key(0);
            page = segment.Cut(page);
        }

        if (page.Count > 0)
        {
            pace.Add(page);
            Count(segment, page);
            segment.After = page.Key(page.Count - 1);
            segment.Expected = Math.Max(1, segment.Expected - 1);
            segment.Add(new SegmentPage(page, request.ContinuationToken));
            unread++;
            (segment.Ruler ??= new KeyRuler()).Add(page);
        }

        if (answer.NextToken is null && !segment.IsDone)
        {
            segment.IsDone = true;
            DropAfter(segment);
        }

        return page.Count;
    }

    /// <summary>Tells how many keys lie between branches: of whole segments, since the first pages of many hold keys and no ends.</summary>
    private void Count(ListingSegment segment, ListedObjects page)
    {
        segment.Uncounted += page.Count;
        if (segment.IsDone || segment.Uncounted > LongBranch * pace.PageSize)
        {
            string to = segment.IsDone ? segment.End! : page.Key(page.Count - 1);
            waypoints.Passed(segment.CountedTo, to, segment.Uncounted);
            (segment.CountedTo, segment.Uncounted) = (to, 0);
        }
    }

    private void DropAfter(ListingSegment segment)
    {
        for (ListingSegment? dropped = segment.Next; dropped is not null; dropped = dropped.Next)
        {
            // Keys where the store now says there are none: it does not start where it is told.
            IsUnordered |= dropped.First is not null;
            dropped.IsDropped = true;
            unread -= dropped.Unread;
        }

        (segment.Next, segment.End) = (null, null);
    }
}
