using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Checking;

/// <summary>One small page of the source, and one byte of the first object on it that can be read.</summary>
internal sealed class SourceCheck(TransferRun run)
{
    private const int PageSize = 10;

    private readonly ArchiveCollectionOptions options = run.Options;

    /// <summary>What stands for the objects of a run from here on; null: nothing was listed.</summary>
    public ListedObject? First { get; private set; }

    public async ValueTask<IReadOnlyList<ArchiveCollectionCheckItem>> RunAsync(CancellationToken cancellationToken)
    {
        StoreResult<ObjectPage> listed = await ListingCheck.FirstPageAsync(run.Source, run.SourceSender, options.Source, PageSize, cancellationToken).ConfigureAwait(false);
        if (listed.Error is { } unlisted)
        {
            return [ListingCheck.Failed(unlisted, StoreSide.Source, options, required: true), CheckItems.NotChecked(CheckItems.SourceRead, "Without a listing there is no object to read.")];
        }

        var filter = new KeyFilter(options.Include, options.Exclude);
        ListedObject[] objects = [.. listed.Value.Objects
            .OrderBy(found => !(found.Key.StartsWith(options.Source.Prefix, StringComparison.Ordinal) && filter.Matches(found.Key.AsSpan(options.Source.Prefix.Length))))
            .ThenBy(static found => IsArchived(found))
            .ThenBy(static found => found.Size == 0)];
        if (objects.Length == 0)
        {
            return
            [
                CheckItems.Passed(CheckItems.SourceList, $"{ListingCheck.Name(options.Source)} can be listed, and is empty: a run would select nothing. Check Source.Prefix."),
                CheckItems.NotChecked(CheckItems.SourceRead, "Nothing is listed, so that there is no object to read."),
            ];
        }

        First = objects[0];
        return [CheckItems.Passed(CheckItems.SourceList, $"{ListingCheck.Name(options.Source)} can be listed."), await ReadAsync(objects[0], cancellationToken).ConfigureAwait(false)];
    }

    private static bool IsArchived(ListedObject found) => found.StorageClass is "GLACIER" or "DEEP_ARCHIVE";

    private async ValueTask<ArchiveCollectionCheckItem> ReadAsync(ListedObject found, CancellationToken cancellationToken)
    {
        string named = DisplayText.Quote(found.Key);
        if (IsArchived(found))
        {
            return CheckItems.NotChecked(CheckItems.SourceRead, $"What is listed first is archived ({named} in {found.StorageClass}) and cannot be read before it is restored.");
        }

        // What only the store copies is not read by the source's identity.
        bool required = options.OperationMode != OperationMode.DirectSync;
        var address = new ObjectAddress(options.Source.Bucket!, found.Key);
        StoreError? error = found.Size == 0
            ? (await run.HeadSourceAsync(address, tally: null, cancellationToken).ConfigureAwait(false)).Error
            : await ReadByteAsync(address, cancellationToken).ConfigureAwait(false);
        if (error is null)
        {
            return CheckItems.Passed(CheckItems.SourceRead, $"{named} can be read.", required);
        }

        TransferError failure = TransferErrors.From(error, StoreSide.Source, address.Bucket, address.Key);
        return CheckItems.Failed(CheckItems.SourceRead, failure.Code, MissingPermission.IsMeant(failure.Code) ? $"{failure.Message} {MissingPermission.ToRead(options)}" : failure.Message, required);
    }

    private async ValueTask<StoreError?> ReadByteAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        StoreResult<bool> read = await run.SourceSender.SendAsync(
            StoreOperation.GetObject,
            static async (call, attempt) =>
            {
                StoreResult<ObjectBody> opened = await call.Run.Source.GetAsync(new GetRequest(call.Address, Offset: 0, Length: 1), attempt.Token).ConfigureAwait(false);
                if (opened.Error is { } error)
                {
                    return error;
                }

                opened.Value.Dispose();
                return new StoreResult<bool>();
            },
            (Run: run, Address: address),
            tally: null,
            UnitOptions.Repeatable,
            cancellationToken).ConfigureAwait(false);
        return read.Error;
    }
}
