using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;
using Xunit;

namespace ArchiveTransfer.Tests.Sources;

/// <summary>Reads a listing through a <see cref="ListingWindow"/> on a clock of its own, on which answers take about as long as is said and nothing else any time.</summary>
internal sealed class VirtualListing(SortedPages store, int seed = 1, double latency = 50)
{
    private readonly PriorityQueue<(ListingCall Call, double Sent), (double Due, int Number)> answers = new();
    private readonly Random random = new(seed);
    private double now;
    private double busyUntil;
    private long inFlight;

    /// <summary>The store does one thing at a time.</summary>
    public bool AnswersOneByOne { get; init; }

    /// <summary>How many times as long as usual an answer takes.</summary>
    public Func<ListingCall, double> Slowness { get; init; } = static _ => 1;

    /// <summary>How much less or more than that, at the most, as a share of it.</summary>
    public double Jitter { get; init; } = 0.1;

    public int Requests { get; private set; }

    /// <summary>Most pages that waited for the reader.</summary>
    public int MostUnread { get; private set; }

    /// <summary>Most requests on their way.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Requests on their way, on the average, when one is answered.</summary>
    public double UsualInFlight => (double)inFlight / Requests;

    /// <summary>When all was read, in milliseconds, and when the first page was.</summary>
    public double Elapsed => now;

    public double FirstPageAt { get; private set; } = -1;

    /// <summary>Reads to the end, taking this long for each page, and asserts that every key comes once and in order.</summary>
    public void Read(double perPage = 0)
    {
        var window = new ListingWindow("bucket", KeyShape.Prefix, startAfter: null, until: null);
        int read = 0;
        TimeSpan? worked = null;
        while (!window.IsEnded)
        {
            while (answers.TryPeek(out _, out (double Due, int Number) first) && first.Due <= now)
            {
                Answer(window);
            }

            bool isThere = window.TryTake(worked, out ListedObjects page);
            worked = null;
            if (!isThere)
            {
                window.Starve();
            }

            while (window.Next(isAwaited: !isThere) is { } call)
            {
                busyUntil = (AnswersOneByOne ? Math.Max(now, busyUntil) : now) + (latency * Slowness(call) * (1 - Jitter + (2 * Jitter * random.NextDouble())));
                answers.Enqueue((call, now), (busyUntil, Requests++));
            }

            MostUnread = Math.Max(MostUnread, window.Unread);
            MostInFlight = Math.Max(MostInFlight, answers.Count);
            if (isThere)
            {
                FirstPageAt = FirstPageAt < 0 ? now : FirstPageAt;
                foreach (ListedObject item in page)
                {
                    Assert.Equal(store.Keys[read++], item.Key);
                }

                now += perPage;
                worked = TimeSpan.FromMilliseconds(perPage);
            }
            else if (!window.IsEnded)
            {
                Assert.Null(window.Failure);
                Assert.False(window.IsUnordered);
                Assert.True(answers.TryPeek(out _, out (double Due, int Number) next));
                now = Math.Max(now, next.Due);
                Answer(window);
            }
        }

        Assert.Equal(store.Keys.Length, read);
    }

    private void Answer(ListingWindow window)
    {
        inFlight += answers.Count;
        answers.TryDequeue(out (ListingCall Call, double Sent) answered, out (double Due, int Number) due);
        window.Received(answered.Call, store.Read(answered.Call.Request), TimeSpan.FromMilliseconds(due.Due - answered.Sent));
    }
}
