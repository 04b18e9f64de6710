using System.Runtime.CompilerServices;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>
/// Reads a listing to its end, page by page and in order, many requests at once when its reader is faster than one after the other, and refuses
/// pages that lead nowhere. What is ahead of the reader is bounded; while he is away nothing new is sent.
/// </summary>
internal sealed class ListingReader(IObjectStore store, RequestSender sender, string bucket, string prefix)
{
    private const int MaxEmptyPages = 3;

    /// <summary>The consumer may stop soon, and what was asked for ahead of him would be wasted: one page after the other.</summary>
    public bool MayStopSoon { get; init; }

    /// <summary>Shared by the listings that one reader merges: two that wait for each other would both take him for slow, and none would be read by many requests.</summary>
    public ListingWaits Waits { get; init; } = new();

    /// <summary>Yields pages, none empty, in the order of the store. Throws <see cref="ListingFailedException"/> when one still fails after its retries.</summary>
    /// <param name="until">Past this key pages are no longer asked for ahead of the consumer; null: always.</param>
    public async IAsyncEnumerable<IReadOnlyList<ListedObject>> ReadAsync(string? startAfter, string? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var window = new ListingWindow(bucket, prefix, startAfter, until);
        var inFlight = new List<SentCall>();
        TimeSpan? worked = null;

        // What is ahead is abandoned when the consumer stops early; its token ends it.
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (!window.IsEnded)
            {
                await CollectAsync(inFlight, window).ConfigureAwait(false);
                bool isThere = window.TryTake(worked, out ListedObjects page);
                worked = null;
                if (window.IsUnordered)
                {
                    break;
                }

                if (!isThere && window.Failure is { } error)
                {
                    throw new ListingFailedException(error, bucket, prefix, window.LastKey);
                }

                if (!isThere && !MayStopSoon)
                {
                    window.Starve();
                }

                while (window.Next(isAwaited: !isThere) is { } call)
                {
                    inFlight.Add(new SentCall(SendAsync(call.Request, ahead.Token), call));
                }

                if (isThere)
                {
                    long left = sender.Time.GetTimestamp();
                    TimeSpan waited = Waits.Total;
                    Waits.HandedOut(left);
                    yield return page;
                    TimeSpan away = sender.Time.GetElapsedTime(left) - (Waits.Total - waited);
                    worked = away > TimeSpan.Zero ? away : TimeSpan.Zero;
                }
                else if (!window.IsEnded)
                {
                    long waiting = sender.Time.GetTimestamp();
                    await Task.WhenAny(inFlight.Select(static sent => sent.Answer)).ConfigureAwait(false);
                    Waits.Add(waiting, sender.Time);
                }
            }
        }
        finally
        {
            if (inFlight.Count > 0)
            {
                await ahead.CancelAsync().ConfigureAwait(false);
                await ((Task)Task.WhenAll(inFlight.Select(static sent => sent.Answer))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (window.IsUnordered)
        {
            await foreach (IReadOnlyList<ListedObject> page in ReadOnSeriallyAsync(window, startAfter, cancellationToken).ConfigureAwait(false))
            {
                yield return page;
            }
        }
    }

    private static async ValueTask CollectAsync(List<SentCall> inFlight, ListingWindow window)
    {
        for (int index = 0; index < inFlight.Count; index++)
        {
            (Task<TimedAnswer> answer, ListingCall call) = inFlight[index];
            if (answer.IsCompleted)
            {
                inFlight.RemoveAt(index--);
                (StoreResult<ObjectPage> result, TimeSpan after) = await answer.ConfigureAwait(false);
                window.Received(call, result, after);
            }
        }
    }

    /// <summary>Goes on, where a window stopped, one page after the other: in a store without order nothing else finds every key once.</summary>
    private async IAsyncEnumerable<IReadOnlyList<ListedObject>> ReadOnSeriallyAsync(ListingWindow window, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (string? token, long position) = window.Root;
        string? lastKey = window.LastKey;
        int emptyPages = 0;
        do
        {
            long waiting = sender.Time.GetTimestamp();
            (StoreResult<ObjectPage> answer, _) = await SendAsync(token is null ? new ListRequest(bucket, prefix, startAfter) : new ListRequest(bucket, prefix, ContinuationToken: token), cancellationToken).ConfigureAwait(false);
            Waits.Add(waiting, sender.Time);
            if (answer.Error is { } error)
            {
                throw new ListingFailedException(error, bucket, prefix, lastKey);
            }

            (IReadOnlyList<ListedObject> page, string? next) = (answer.Value.Objects, answer.Value.NextToken);
            emptyPages = page.Count == 0 ? emptyPages + 1 : 0;
            if (next is not null && (next == token || emptyPages >= MaxEmptyPages))
            {
                throw new ListingFailedException(ListingErrors.Endless(next == token), bucket, prefix, lastKey);
            }

            int handedOut = (int)Math.Clamp(window.Delivered - position, 0, page.Count);
            position += page.Count;
            bool isLastHandedOut = handedOut > 0 && position - page.Count + handedOut == window.Delivered;
            if ((isLastHandedOut && page[handedOut - 1].Key != lastKey) || (next is null && position < window.Delivered))
            {
                throw new ListingFailedException(ListingErrors.Unsteady, bucket, prefix, lastKey);
            }

            if (handedOut < page.Count)
            {
                page = handedOut == 0 ? page : [.. page.Skip(handedOut)];
                lastKey = page[^1].Key;
                Waits.HandedOut(sender.Time.GetTimestamp());
                yield return page;
            }

            token = next;
        }
        while (token is not null);
    }

    /// <summary>The time is taken when the answer is there, not when the reader comes for it; and of the last attempt, waits and those before left out.</summary>
    private async Task<TimedAnswer> SendAsync(ListRequest request, CancellationToken cancellationToken)
    {
        var page = new TimedPage(store, sender.Time, request);
        StoreResult<ObjectPage> answer = await sender.SendAsync(
            StoreOperation.ListObjectsV2, static (page, attempt) => page.AskAsync(attempt.Token), page, tally: null, UnitOptions.Aside, cancellationToken).ConfigureAwait(false);
        return new TimedAnswer(answer, page.Took);
    }

    private sealed class TimedPage(IObjectStore store, TimeProvider time, ListRequest request)
    {
        public TimeSpan Took { get; private set; }

        public async ValueTask<StoreResult<ObjectPage>> AskAsync(CancellationToken cancellationToken)
        {
            long sent = time.GetTimestamp();
            StoreResult<ObjectPage> answer = await store.ListAsync(request, cancellationToken).ConfigureAwait(false);
            Took = time.GetElapsedTime(sent);
            return answer;
        }
    }

    private readonly record struct TimedAnswer(StoreResult<ObjectPage> Answer, TimeSpan After);

    private readonly record struct SentCall(Task<TimedAnswer> Answer, ListingCall Call);
}
