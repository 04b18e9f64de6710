using System.Runtime.CompilerServices;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>Reads a listing to its end, one page ahead of its consumer, and refuses pages that lead nowhere.</summary>
internal static class ListingReader
{
    private const int MaxEmptyPages = 3;

    /// <summary>Yields objects in the order of the store. Throws <see cref="ListingFailedException"/> when a page still fails after its retries.</summary>
    /// <param name="until">Past this key pages are no longer asked for ahead of the consumer; null: always.</param>
    public static async IAsyncEnumerable<ListedObject> ReadAsync(
        IObjectStore store, RequestSender sender, string bucket, string prefix, string? startAfter, string? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? lastKey = null;
        int emptyPages = 0;

        // The page ahead is abandoned when the consumer stops early; its token ends it.
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<StoreResult<ObjectPage>>? pending = RequestAsync(new ListRequest(bucket, prefix, startAfter), ahead.Token);
        try
        {
            string? token = null;
            while (pending is not null)
            {
                StoreResult<ObjectPage> answer = await pending.ConfigureAwait(false);
                pending = null;
                if (answer.Error is { } error)
                {
                    throw new ListingFailedException(error, bucket, prefix, lastKey);
                }

                ObjectPage page = answer.Value;
                emptyPages = page.Objects.Count == 0 ? emptyPages + 1 : 0;
                if (page.NextToken is { } next)
                {
                    if (next == token || emptyPages >= MaxEmptyPages)
                    {
                        throw new ListingFailedException(Endless(next == token), bucket, prefix, lastKey);
                    }

                    token = next;
                    if (until is null || page.Objects.Count == 0 || Utf8KeyComparer.Instance.Compare(page.Objects[^1].Key, until) < 0)
                    {
                        pending = RequestAsync(new ListRequest(bucket, prefix, ContinuationToken: next), ahead.Token);
                    }
                }

                foreach (ListedObject item in page.Objects)
                {
                    yield return item;
                }

                lastKey = page.Objects.Count > 0 ? page.Objects[^1].Key : lastKey;
                if (pending is null && page.NextToken is not null)
                {
                    pending = RequestAsync(new ListRequest(bucket, prefix, ContinuationToken: token), ahead.Token);
                }
            }
        }
        finally
        {
            if (pending is not null)
            {
                await ahead.CancelAsync().ConfigureAwait(false);
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        Task<StoreResult<ObjectPage>> RequestAsync(ListRequest request, CancellationToken token) =>
            sender.SendAsync(
                StoreOperation.ListObjectsV2,
                static (call, attempt) => call.Store.ListAsync(call.Request, attempt.Token),
                (Store: store, Request: request),
                tally: null,
                UnitOptions.Aside,
                token).AsTask();
    }

    private static StoreError Endless(bool repeated) => new()
    {
        Operation = StoreOperation.ListObjectsV2,
        Kind = StoreErrorKind.Permanent,
        Code = "EndlessListing",
        Message = repeated ? "the store answered with the same continuation token twice" : "the store answered with three empty pages that claim more",
    };
}
