using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Planning;

/// <summary>
/// Finds what the destination has for keys asked for in ascending order: by merging with one listing, and by one HEAD each where the
/// listing cannot be used: the store lists out of order, or lists far more than is asked for.
/// </summary>
internal sealed class DestinationLookup(TransferRun run, string? startAfter, string? until, long patience, CancellationToken cancellationToken) : IAsyncDisposable
{
    private DestinationListing? listing = new(run, startAfter, until, patience, cancellationToken);

    /// <summary>Set when the listing broke in the middle: nothing can be said of this key and those after it.</summary>
    public ListingFailedException? Failure { get; private set; }

    /// <summary>A lookup that merges with the listing of the whole destination prefix.</summary>
    public static DestinationLookup Merging(TransferRun run, CancellationToken cancellationToken) => new(run, null, null, long.MaxValue, cancellationToken);

    /// <summary>A lookup for some keys of a window, from the first to the last; a listing page costs as much as one HEAD and tells a thousand objects.</summary>
    public static DestinationLookup Windowed(TransferRun run, string firstKey, string lastKey, int count, CancellationToken cancellationToken) =>
        new(run, Before(firstKey, run.Options.Destination.Prefix), lastKey, 10_000L + (250L * count), cancellationToken);

    /// <summary>Asks for what will be needed first, while something else is waited for.</summary>
    public void Begin() => listing?.Begin();

    public async ValueTask<DestinationState?> FindAsync(string key)
    {
        // Keys outside the destination prefix, which a source may give, are in no listing of it.
        if (listing is null || !key.StartsWith(run.Options.Destination.Prefix, StringComparison.Ordinal))
        {
            return await HeadAsync(key).ConfigureAwait(false);
        }

        try
        {
            DestinationState? found = await listing.FindAsync(key).ConfigureAwait(false);
            if (!listing.GaveUp)
            {
                return found;
            }

            await CloseListingAsync().ConfigureAwait(false);
            return await HeadAsync(key).ConfigureAwait(false);
        }
        catch (ListingOutOfOrderException exception)
        {
            run.Warnings.Add($"listing_out_of_order: the destination does not list in UTF-8 order ({exception.Message}); the remaining objects are looked up one by one.");
            await CloseListingAsync().ConfigureAwait(false);
            return await HeadAsync(key).ConfigureAwait(false);
        }
        catch (ListingFailedException exception) when (exception.LastKey is not null)
        {
            Failure = exception;
            return null;
        }
    }

    public ValueTask DisposeAsync() => CloseListingAsync();

    /// <summary>A key that sorts before <paramref name="key"/> with little between them: StartAfter leaves out the key it names.</summary>
    private static string? Before(string key, string prefix)
    {
        int end = key.Length - 1;
        if (end > 0 && char.IsLowSurrogate(key[end]))
        {
            end--;
        }

        return end > prefix.Length ? key[..end] : null;
    }

    private async ValueTask CloseListingAsync()
    {
        if (listing is { } open)
        {
            listing = null;
            await open.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<DestinationState?> HeadAsync(string key)
    {
        StoreResult<ObjectHead> head = await run.HeadDestinationAsync(key, tally: null, cancellationToken).ConfigureAwait(false);
        if (head.IsSuccess)
        {
            return new DestinationState(head.Value.Size, head.Value.ETag, head.Value.LastModified);
        }

        if (head.Error.StatusCode == 404)
        {
            return null;
        }

        Failure = new ListingFailedException(head.Error, run.Options.Destination.Bucket!, run.Options.Destination.Prefix, key);
        return null;
    }
}
