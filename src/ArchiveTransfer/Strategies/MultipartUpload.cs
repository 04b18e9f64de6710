using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>An upload that is ours from its creation until it is completed or gone.</summary>
internal sealed class MultipartUpload
{
    /// <summary>Parts that were in flight may arrive after an abort and keep the upload alive.</summary>
    private const int AbortRounds = 3;

    private readonly ObjectWork work;

    private MultipartUpload(ObjectWork work, UploadAddress address) => (this.work, Address) = (work, address);

    public UploadAddress Address { get; }

    /// <summary>Once sent, the request is not abandoned by a cancellation: its answer holds the only name of the upload.</summary>
    public static async ValueTask<StoreResult<MultipartUpload>> CreateAsync(ObjectWork work, WriteAttributes attributes, CancellationToken cancellationToken)
    {
        StoreResult<string> id = await work.Run.DestinationSender.SendAsync(
            StoreOperation.CreateMultipartUpload,
            static (call, timer) => CreateToTheEndAsync(call.Work, call.Attributes, timer),
            (Work: work, Attributes: attributes),
            work.Tally,
            UnitOptions.Repeatable with { At = work.Destination },
            cancellationToken).ConfigureAwait(false);

        return id.Error is { } error ? error : new MultipartUpload(work, new UploadAddress(work.Item.DestinationBucket, work.Item.DestinationKey, id.Value));
    }

    /// <summary>Call when no part is in flight any more. Never throws: what cannot be cleaned up is a warning of the run.</summary>
    public async ValueTask AbortAsync()
    {
        string reason = "it is still listed";
        try
        {
            for (int round = 0; round < AbortRounds; round++)
            {
                StoreResult<bool> aborted = await SendAsideAsync(
                    StoreOperation.AbortMultipartUpload,
                    static (self, timer) => self.work.Run.Destination.AbortUploadAsync(self.Address, timer.Token)).ConfigureAwait(false);
                if (aborted.Error is { } error)
                {
                    reason = error.Code;
                    break;
                }

                StoreResult<bool> open = await SendAsideAsync(
                    StoreOperation.ListParts,
                    static (self, timer) => self.work.Run.Destination.UploadExistsAsync(self.Address, timer.Token)).ConfigureAwait(false);

                // An identity that may abort but not list has to take the store's word.
                if (open.Error is not null || !open.Value)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            reason = "the time to settle is over";
        }

        work.Run.Warnings.Add($"The multipart upload {DisplayText.Quote(Address.UploadId)} of {DisplayText.Quote(Address.Key)} could not be cleaned up ({DisplayText.Escape(reason)}); abort it, or let a lifecycle rule do so.");
    }

    private static async ValueTask<StoreResult<string>> CreateToTheEndAsync(ObjectWork work, WriteAttributes attributes, AttemptTimer waiting)
    {
        waiting.Token.ThrowIfCancellationRequested();
        using AttemptTimer own = AttemptTimer.Start(work.Run.Options.AttemptTimeout, work.Run.TimeProvider, work.Run.Settling);
        try
        {
            return await work.Run.Destination.CreateUploadAsync(new CreateUploadRequest(work.Destination, attributes), own.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (own.TimedOut)
        {
            return new StoreError
            {
                Operation = StoreOperation.CreateMultipartUpload,
                Kind = StoreErrorKind.Unknown,
                Code = StoreErrorCodes.AttemptTimeout,
                Message = $"no answer for {work.Run.Options.AttemptTimeout}",
            };
        }
    }

    private ValueTask<StoreResult<bool>> SendAsideAsync(StoreOperation operation, Func<MultipartUpload, AttemptTimer, ValueTask<StoreResult<bool>>> request) =>
        work.Run.DestinationSender.SendAsync(operation, request, this, work.Tally, UnitOptions.Aside with { At = work.Destination }, work.Run.Settling);
}
