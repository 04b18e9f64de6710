namespace ArchiveTransfer;

internal sealed class NamedStrategy : ITransferStrategy
{
    public string Name => "named";

    public TransferPath Path => TransferPath.Memory;

    public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

    public IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
}
