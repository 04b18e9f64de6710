using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Planning;

/// <summary>The destination's listing as a cursor that is asked for keys in ascending order.</summary>
internal sealed class DestinationListing : IAsyncDisposable
{
    private readonly CancellationTokenSource leaving;
    private readonly IAsyncEnumerator<IReadOnlyList<ListedObject>> pages;
    private readonly long patience;
    private Task<bool>? first;
    private IReadOnlyList<ListedObject> page = [];
    private int position;
    private ListedObject current;
    private bool hasCurrent;
    private bool ended;
    private long read;

    /// <param name="until">No key after it is asked for; null: to the end.</param>
    /// <param name="patience">Objects to read at the most.</param>
    public DestinationListing(TransferRun run, string? startAfter, string? until, long patience, CancellationToken cancellationToken)
    {
        this.patience = patience;
        leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        pages = new ListingReader(run.Destination, run.DestinationSender, run.Options.Destination.Bucket!, run.Options.Destination.Prefix) { MayStopSoon = patience != long.MaxValue, Waits = run.ListingWaits }
            .ReadAsync(startAfter, until, leaving.Token)
            .GetAsyncEnumerator(leaving.Token);
    }

    /// <summary>More was listed than was asked for: what <see cref="FindAsync"/> said last says nothing.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Asks for the first page before it is needed.</summary>
    public void Begin() => first = pages.MoveNextAsync().AsTask();

    /// <summary>The object of that key, or null. Throws <see cref="ListingOutOfOrderException"/> when the store does not list by UTF-8 bytes, and <see cref="ListingFailedException"/>.</summary>
    public async ValueTask<DestinationState?> FindAsync(string key)
    {
        while (!ended && !GaveUp)
        {
            if (hasCurrent)
            {
                int order = Utf8KeyComparer.Instance.Compare(current.Key, key);
                if (order == 0)
                {
                    return new DestinationState(current.Size, current.ETag, current.LastModified);
                }

                if (order > 0)
                {
                    return null;
                }
            }

            await AdvanceAsync().ConfigureAwait(false);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (first is not null)
        {
            // Begun and never needed: nobody waits for its answer.
            await leaving.CancelAsync().ConfigureAwait(false);
            await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await pages.DisposeAsync().ConfigureAwait(false);
        leaving.Dispose();
    }

    private async ValueTask AdvanceAsync()
    {
        if (position == page.Count)
        {
            if (!await NextPageAsync().ConfigureAwait(false))
            {
                ended = true;
                return;
            }

            (page, position) = (pages.Current, 0);
        }

        ListedObject next = page[position++];
        if (hasCurrent && Utf8KeyComparer.Instance.Compare(current.Key, next.Key) >= 0)
        {
            throw new ListingOutOfOrderException(current.Key, next.Key);
        }

        current = next;
        hasCurrent = true;
        GaveUp = ++read > patience;
    }

    private ValueTask<bool> NextPageAsync()
    {
        if (first is not { } begun)
        {
            return pages.MoveNextAsync();
        }

        first = null;
        return new ValueTask<bool>(begun);
    }
}
