using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Checking;

/// <summary>One small page of the source, and one byte of the first object on it that a run would select and that can be read.</summary>
internal sealed class SourceCheck(TransferRun run)
{
    private const int PageSize = 10;

    /// <summary>One object may be refused for reasons of its own.</summary>
    private const int MostTried = 5;

    private readonly ArchiveCollectionOptions options = run.Options;

    /// <summary>What stands for the objects of a run from here on; null: nothing of the kind was listed.</summary>
    public ListedObject? First { get; private set; }

    public async ValueTask<IReadOnlyList<ArchiveCollectionCheckItem>> RunAsync(CancellationToken cancellationToken)
    {
        StoreResult<ObjectPage> listed = await ListingCheck.FirstPageAsync(run.Source, run.SourceSender, options.Source, PageSize, cancellationToken).ConfigureAwait(false);
        if (listed.Error is { } unlisted)
        {
            return [ListingCheck.Failed(unlisted, StoreSide.Source, run, required: true), CheckItems.NotChecked(CheckItems.SourceRead, "Without a listing there is no object to read.")];
        }

        var filter = new KeyFilter(options.Include, options.Exclude);
        ListedObject[] objects = [.. listed.Value.Objects
            .Where(found => found.Key.StartsWith(options.Source.Prefix, StringComparison.Ordinal) && filter.Matches(found.Key.AsSpan(options.Source.Prefix.Length)))
            .OrderBy(static found => IsArchived(found))
            .ThenBy(static found => found.Size == 0)];
        string name = ListingCheck.Name(options.Source);
        if (objects.Length == 0)
        {
            return listed.Value.NextToken is null ? Nothing(name, listed.Value.Objects.Count == 0) :
            [
                CheckItems.Passed(CheckItems.SourceList, $"{name} can be listed."),
                CheckItems.NotChecked(CheckItems.SourceRead, "Of what is listed first Include and Exclude select nothing, so that there is no object to read."),
            ];
        }

        First = objects[0];
        return [CheckItems.Passed(CheckItems.SourceList, $"{name} can be listed."), await ReadAsync(objects, cancellationToken).ConfigureAwait(false)];
    }

    private static bool IsArchived(ListedObject found) => found.StorageClass is "GLACIER" or "DEEP_ARCHIVE";

    /// <summary>The listing is over: a run would select nothing, which is an error of its own.</summary>
    private ArchiveCollectionCheckItem[] Nothing(string name, bool isEmpty)
    {
        string message = isEmpty
            ? $"{name} can be listed, and is empty: a run would select nothing. Check Source.Prefix."
            : $"{name} can be listed, and Include and Exclude select nothing of it: check them, and Source.Prefix.";
        return
        [
            options.Sanity.AllowEmptySource ? CheckItems.Passed(CheckItems.SourceList, message) : CheckItems.Failed(CheckItems.SourceList, TransferErrorCodes.SourceEmpty, message),
            CheckItems.NotChecked(CheckItems.SourceRead, "Nothing is selected, so that there is no object to read."),
        ];
    }

    private async ValueTask<ArchiveCollectionCheckItem> ReadAsync(ListedObject[] objects, CancellationToken cancellationToken)
    {
        if (IsArchived(objects[0]))
        {
            return CheckItems.NotChecked(CheckItems.SourceRead, $"What is listed first is archived ({DisplayText.Quote(objects[0].Key)} in {objects[0].StorageClass}) and cannot be read before it is restored.");
        }

        // What only the store copies is not read by the source's identity.
        bool required = options.OperationMode != OperationMode.DirectSync;
        (StoreError Error, ListedObject Of)? first = null;
        foreach (ListedObject found in objects.Where(static found => !IsArchived(found)).Take(MostTried))
        {
            var address = new ObjectAddress(options.Source.Bucket!, found.Key);
            StoreError? error = found.Size == 0
                ? (await run.HeadSourceAsync(address, tally: null, cancellationToken).ConfigureAwait(false)).Error
                : await ReadByteAsync(address, cancellationToken).ConfigureAwait(false);
            if (error is null)
            {
                string refused = first is var (because, other) ? $" {DisplayText.Quote(other.Key)} cannot ({DisplayText.Escape(because.Code)})." : "";
                return CheckItems.Passed(CheckItems.SourceRead, $"{DisplayText.Quote(found.Key)} can be read.{refused}", required);
            }

            first ??= (error, found);
            if (error.Kind is not (StoreErrorKind.Permanent or StoreErrorKind.NotThisWay))
            {
                // Of the store, not of the object.
                break;
            }
        }

        (StoreError meant, ListedObject of) = first!.Value;
        TransferError failure = TransferErrors.From(meant, StoreSide.Source, options.Source.Bucket!, of.Key);
        return CheckItems.Failed(CheckItems.SourceRead, failure.Code, MissingPermission.IsMeant(meant, failure.Code) ? $"{failure.Message} {MissingPermission.ToRead(run)}" : failure.Message, required);
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
