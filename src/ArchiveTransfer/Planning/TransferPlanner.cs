using System.Runtime.CompilerServices;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Sources;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Planning;

/// <summary>
/// Joins what the source yields with what the destination has and decides about each object. Holds one page of each side, or one window
/// of a source that is in no order; never a listing.
/// </summary>
internal sealed class TransferPlanner(TransferRun run, IArchiveSource source, ArchiveSourceContext context, bool countsOnly = false)
{
    private const int WindowSize = 10_000;

    /// <summary>Two clocks may differ by this much before a time says anything.</summary>
    private static readonly TimeSpan TwoClocks = TimeSpan.FromMinutes(5);

    private static readonly IAsyncDisposable NoLookup = new Nothing();

    private readonly ArchiveCollectionOptions options = run.Options;
    private readonly TimeSpan timeTolerance = run.SameEndpoint ? TimeSpan.Zero : TwoClocks;
    private int md5sInARow;
    private bool destinationWasRead;

    /// <summary>Counting asks for as many headers as it takes to know what the ETags are, deciding asks for each.</summary>
    private bool IsSampled => countsOnly && md5sInARow >= ETagTrust.AnswersToBelieve;

    /// <summary>Everything the source has was read.</summary>
    public bool SourceListingComplete { get; private set; }

    /// <summary>Everything the destination has for those objects was read.</summary>
    public bool DestinationListingComplete { get; private set; } = true;

    /// <summary>Decides object by object, in the order of the source or of its windows.</summary>
    public async IAsyncEnumerable<PlanEntry> PlanAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<KeyedObject>? window = source.Order == ArchiveSourceOrder.DestinationKey ? null : new List<KeyedObject>();
        string? previousKey = null;
        DestinationLookup? lookup = options.Overwrite == OverwriteMode.Always ? null : DestinationLookup.Merging(run, cancellationToken);
        await using ConfiguredAsyncDisposable lookupLifetime = (lookup ?? NoLookup).ConfigureAwait(false);

        if (window is null)
        {
            // Both sides at once: the first copy is a round trip earlier.
            lookup?.Begin();
        }

        var objects = new SourceCursor(source, context, cancellationToken);
        await using ConfiguredAsyncDisposable objectsLifetime = objects.ConfigureAwait(false);
        while (await MoveNextAsync(objects).ConfigureAwait(false))
        {
            ArchiveObject item = Checked(objects.Current);
            string key = DestinationKeyMap.Map(item, options, out TransferError? error);
            if (error is not null)
            {
                yield return PlanEntry.Failed(item, key, error);
                continue;
            }

            if (window is null)
            {
                int order = previousKey is null ? 1 : Utf8KeyComparer.Instance.Compare(key, previousKey);
                if (order == 0)
                {
                    yield return Duplicate(item, key);
                    continue;
                }

                if (order < 0)
                {
                    LeaveMergeJoin(previousKey!, key);
                    window = [];
                }

                previousKey = key;
            }

            if (window is null)
            {
                DestinationState? existing = lookup is null ? null : await FindAsync(lookup, key).ConfigureAwait(false);
                if (!DestinationListingComplete)
                {
                    yield break;
                }

                yield return await DecideAsync(item, key, existing, cancellationToken).ConfigureAwait(false);
                continue;
            }

            window.Add(new KeyedObject(key, item));
            if (window.Count == WindowSize)
            {
                await foreach (PlanEntry entry in PlanWindowAsync(window, cancellationToken).ConfigureAwait(false))
                {
                    yield return entry;
                }

                if (!DestinationListingComplete)
                {
                    yield break;
                }

                window.Clear();
            }
        }

        if (window is { Count: > 0 })
        {
            await foreach (PlanEntry entry in PlanWindowAsync(window, cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }
        }
    }

    private static PlanEntry Duplicate(ArchiveObject item, string key) => PlanEntry.Failed(item, key, new TransferError
    {
        Code = TransferErrorCodes.DuplicateDestinationKey,
        Message = $"The source yields a second object for the destination key {DisplayText.Quote(key)}: {DisplayText.Quote(item.Key)}; the first one was taken.",
    });

    private async IAsyncEnumerable<PlanEntry> PlanWindowAsync(List<KeyedObject> window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        window.Sort(static (left, right) => Utf8KeyComparer.Instance.Compare(left.Key, right.Key));
        DestinationLookup? lookup = options.Overwrite == OverwriteMode.Always ? null : DestinationLookup.Windowed(run, window[0].Key, window[^1].Key, window.Count, cancellationToken);
        await using ConfiguredAsyncDisposable lookupLifetime = (lookup ?? NoLookup).ConfigureAwait(false);
        string? previousKey = null;
        foreach ((string key, ArchiveObject item) in window)
        {
            if (key == previousKey)
            {
                yield return Duplicate(item, key);
                continue;
            }

            previousKey = key;
            DestinationState? existing = lookup is null ? null : await FindAsync(lookup, key).ConfigureAwait(false);
            if (!DestinationListingComplete)
            {
                yield break;
            }

            yield return await DecideAsync(item, key, existing, cancellationToken).ConfigureAwait(false);
        }
    }

    private ArchiveObject Checked(ArchiveObject? item) => item switch
    {
        null => throw SourceBroken("null instead of an object"),
        { Key: null } => throw SourceBroken("an object whose Key is null"),
        { Size: < 0 } => throw SourceBroken($"{DisplayText.Quote(item.Key)} with a Size of {item.Size}; leave it null where it is not known"),
        _ => item,
    };

    private ArchiveTransferException SourceBroken(string yielded) =>
        new(TransferErrorCodes.SourceFailed, $"The source {source.GetType().Name} yielded {yielded}.");

    private async ValueTask<bool> MoveNextAsync(SourceCursor objects)
    {
        try
        {
            if (await objects.MoveNextAsync().ConfigureAwait(false))
            {
                return true;
            }

            SourceListingComplete = true;
            return false;
        }
        catch (ListingFailedException exception)
        {
            if (exception.LastKey is null)
            {
                throw RunErrors.NotListable(exception, StoreSide.Source, options);
            }

            run.Warnings.Add($"The listing of the source broke after {DisplayText.Quote(exception.LastKey)} ({DisplayText.Escape(exception.Error.Code)}): what comes after it was not looked at.");
            return false;
        }
    }

    private async ValueTask<DestinationState?> FindAsync(DestinationLookup lookup, string key)
    {
        DestinationState? found;
        ListingFailedException? failure;
        try
        {
            found = await lookup.FindAsync(key).ConfigureAwait(false);
            failure = lookup.Failure;
        }
        catch (ListingFailedException exception) when (destinationWasRead)
        {
            // What was done stands and the rest is not known: as when a listing breaks in the middle.
            (found, failure) = (null, exception);
        }
        catch (ListingFailedException exception)
        {
            throw RunErrors.NotListable(exception, StoreSide.Destination, options);
        }

        destinationWasRead = true;
        if (failure is not null)
        {
            DestinationListingComplete = false;
            run.Warnings.Add($"The listing of the destination broke before {DisplayText.Quote(key)} ({DisplayText.Escape(failure.Error.Code)}): that object and those after it were not compared and not copied.");
        }

        return found;
    }

    private void LeaveMergeJoin(string previousKey, string key)
    {
        if (source is not S3ListingSource)
        {
            throw new ArchiveTransferException(
                TransferErrorCodes.SourceFailed,
                $"The source {source.GetType().Name} promised the order of destination keys and yielded {DisplayText.Quote(key)} after {DisplayText.Quote(previousKey)}; let its Order be {nameof(ArchiveSourceOrder.Unordered)}, or sort by UTF-8 bytes.");
        }

        run.Warnings.Add("listing_out_of_order: the source does not list in UTF-8 order; objects are compared window by window.");
    }

    private async ValueTask<PlanEntry> DecideAsync(ArchiveObject item, string key, DestinationState? existing, CancellationToken cancellationToken)
    {
        if (item.Size is null)
        {
            string bucket = item.BucketName ?? options.Source.Bucket!;
            StoreResult<ObjectHead> head = await run.HeadSourceAsync(new ObjectAddress(bucket, item.Key, item.VersionId), tally: null, cancellationToken).ConfigureAwait(false);
            if (!head.IsSuccess)
            {
                return PlanEntry.Failed(item, key, TransferErrors.From(head.Error, StoreSide.Source, bucket, item.Key));
            }

            item = item with { Size = head.Value.Size, ETag = head.Value.ETag, LastModified = head.Value.LastModified, StorageClass = head.Value.StorageClass };
        }

        var listed = new ListedObject(item.Key, item.Size.Value, item.ETag, item.LastModified, item.StorageClass);
        (Verdict verdict, string reason) = ComparisonTable.Decide(listed, existing, options.Overwrite, options.Comparison, timeTolerance, run.ETags.IsOpaque);
        if (verdict == Verdict.Doubt)
        {
            bool opaque = run.ETags.IsOpaque || (!IsSampled && await IsOpaqueAsync(key, cancellationToken).ConfigureAwait(false));
            (verdict, reason) = ComparisonTable.Settle(opaque);
        }

        return new PlanEntry(item, key, item.Size.Value, reason, verdict == Verdict.Skip, Error: null, existing);
    }

    /// <summary>One HEAD tells an MD5 from an ETag that KMS made.</summary>
    private async ValueTask<bool> IsOpaqueAsync(string key, CancellationToken cancellationToken)
    {
        StoreResult<ObjectHead> head = await run.HeadDestinationAsync(key, tally: null, cancellationToken).ConfigureAwait(false);
        if (!head.IsSuccess)
        {
            run.Warnings.Add($"Objects of equal size and different ETags could not be looked at ({DisplayText.Escape(head.Error.Code)}), so that their times decided; grant s3:GetObject on the destination.");
            run.ETags.LearnFromHead(opaque: true);
            return true;
        }

        run.ETags.LearnFromHead(head.Value.HasOpaqueETag);
        md5sInARow = head.Value.HasOpaqueETag ? 0 : md5sInARow + 1;
        return head.Value.HasOpaqueETag;
    }

    private readonly record struct KeyedObject(string Key, ArchiveObject Source);

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => default;
    }
}
