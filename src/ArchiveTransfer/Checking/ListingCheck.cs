using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Checking;

/// <summary>The first page of a side.</summary>
internal static class ListingCheck
{
    public static ValueTask<StoreResult<ObjectPage>> FirstPageAsync(IObjectStore store, RequestSender sender, S3LocationOptions location, int size, CancellationToken cancellationToken) =>
        sender.SendAsync(
            StoreOperation.ListObjectsV2,
            static (call, attempt) => call.Store.ListAsync(call.Request, attempt.Token),
            (Store: store, Request: new ListRequest(location.Bucket!, location.Prefix, MaxKeys: size)),
            tally: null,
            UnitOptions.Aside,
            cancellationToken);

    public static ArchiveCollectionCheckItem Failed(StoreError error, StoreSide side, TransferRun run, bool required)
    {
        ArchiveCollectionOptions options = run.Options;
        S3LocationOptions location = side == StoreSide.Source ? options.Source : options.Destination;
        ArchiveTransferException described = RunErrors.Describe(error, side, location.Bucket!, location.ServiceUrl);
        string message = MissingPermission.IsMeant(error, described.ErrorCode) ? $"{described.Message} {MissingPermission.ToList(run, side)}" : described.Message;
        return CheckItems.Failed(CheckItems.ListOf(side), described.ErrorCode, message, required);
    }

    public static string Name(S3LocationOptions location) => DisplayText.Quote($"{location.Bucket}/{location.Prefix}");
}
