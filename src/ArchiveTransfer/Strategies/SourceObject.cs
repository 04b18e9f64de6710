using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>Reads about a source object, pinned to what was listed.</summary>
internal static class SourceObject
{
    /// <summary>An attempt that failed without a request, because the class says that it must be restored first; null: go on.</summary>
    public static TransferAttempt? RefuseArchived(ObjectWork work) =>
        work.Item.Source.StorageClass is "GLACIER" or "DEEP_ARCHIVE"
            ? work.Failed(
                TransferErrorCodes.SourceArchived,
                TransferErrorKind.Permanent,
                $"{DisplayText.Quote(work.Item.Source.Key)} is in the class {work.Item.Source.StorageClass}. Restore it, and copy the restored object to another class, or exclude it.")
            : null;

    /// <summary>Headers of the source as it was planned; a changed one is an error.</summary>
    public static async ValueTask<StoreResult<ObjectHead>> HeadAsync(ObjectWork work, string? pinnedETag, CancellationToken cancellationToken)
    {
        StoreResult<ObjectHead> result = await work.Run.SourceSender.SendAsync(
            StoreOperation.HeadObject,
            static (call, timer) => call.Work.Run.Source.HeadAsync(new HeadRequest(call.Work.Source, call.ETag), timer.Token),
            (Work: work, ETag: pinnedETag),
            work.Tally,
            UnitOptions.Repeatable with { At = work.Source },
            cancellationToken).ConfigureAwait(false);

        if (result.Error is { StatusCode: 400 } unexplained && work.Item.Size > 0)
        {
            return await ExplainAsync(work, cancellationToken).ConfigureAwait(false) ?? unexplained;
        }

        return result.IsSuccess && Changed(StoreOperation.HeadObject, work.Item, result.Value, pinnedETag) is { } changed ? changed : result;
    }

    /// <summary>The answer to a HEAD has no body that could say why; that to a GET of one byte has.</summary>
    private static async ValueTask<StoreError?> ExplainAsync(ObjectWork work, CancellationToken cancellationToken)
    {
        StoreResult<bool> result = await work.Run.SourceSender.SendAsync(
            StoreOperation.GetObject,
            static async (work, timer) =>
            {
                StoreResult<ObjectBody> got = await work.Run.Source.GetAsync(new GetRequest(work.Source, 0, 1), timer.Token).ConfigureAwait(false);
                if (got.Error is { } error)
                {
                    return error;
                }

                got.Value.Dispose();
                return StoreResult<bool>.Of(true);
            },
            work,
            work.Tally,
            UnitOptions.Repeatable with { At = work.Source },
            cancellationToken).ConfigureAwait(false);
        return result.Error;
    }

    /// <summary>An error when this is not the object that was planned: stores exist that overlook conditions.</summary>
    public static StoreError? Changed(StoreOperation operation, PlannedTransfer item, ObjectHead head, string? pinnedETag)
    {
        string? difference = pinnedETag is not null && head.ETag is not null && !string.Equals(pinnedETag, head.ETag, StringComparison.OrdinalIgnoreCase)
            ? $"its ETag is {head.ETag}, not {pinnedETag}"
            : head.Size != item.Size ? $"it has {head.Size} bytes, not {item.Size}" : null;

        return difference is null ? null : new StoreError
        {
            Operation = operation,
            Kind = StoreErrorKind.Permanent,
            Code = StoreErrorCodes.PreconditionFailed,
            Message = difference,
        };
    }

    /// <summary>Attributes for a way that carries headers itself; reads the tags, as a unit of its own, when they are wanted.</summary>
    public static async ValueTask<StoreResult<WriteAttributes>> AttributesAsync(ObjectWork work, ObjectHead head, CancellationToken cancellationToken)
    {
        if (!ObjectAttributes.NeedTags(work.Run.Options, head))
        {
            return Attributes(work, head, tags: null);
        }

        StoreResult<IReadOnlyList<KeyValuePair<string, string>>> tags = await work.Run.SourceSender.SendAsync(
            StoreOperation.GetObjectTagging,
            static (work, timer) => work.Run.Source.GetTagsAsync(work.Source, timer.Token),
            work,
            work.Tally,
            UnitOptions.Repeatable with { At = work.Source },
            cancellationToken).ConfigureAwait(false);

        return tags.Error is { } error ? error : Attributes(work, head, tags.Value);
    }

    /// <summary>The same within a unit: one request, which the unit repeats.</summary>
    public static async ValueTask<StoreResult<WriteAttributes>> AttributesWithinAsync(ObjectWork work, ObjectHead head, AttemptTimer timer)
    {
        if (!ObjectAttributes.NeedTags(work.Run.Options, head))
        {
            return Attributes(work, head, tags: null);
        }

        StoreResult<IReadOnlyList<KeyValuePair<string, string>>> tags = await work.Run.Source.GetTagsAsync(work.Source, timer.Token).ConfigureAwait(false);
        timer.Progress();
        return tags.Error is { } error ? error : Attributes(work, head, tags.Value);
    }

    /// <summary>An error when the object's metadata cannot be read in full, so that only the store itself can carry it over.</summary>
    public static StoreError? Unreadable(ObjectWork work, ObjectHead head) => !work.Run.Options.PreserveMetadata || head.MissingMetadata == 0 ? null : new StoreError
    {
        Operation = StoreOperation.HeadObject,
        Kind = StoreErrorKind.Permanent,
        Code = StoreErrorCodes.MetadataNotReadable,
        Message = $"{head.MissingMetadata} entries of its metadata cannot be read",
    };

    private static StoreResult<WriteAttributes> Attributes(ObjectWork work, ObjectHead head, IReadOnlyList<KeyValuePair<string, string>>? tags) =>
        Unreadable(work, head) is { } error ? error : ObjectAttributes.ForContent(work.Run.Options, head.Headers, tags);
}
