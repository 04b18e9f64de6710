using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Execution;

/// <summary>What a strategy threw, as the failure of one object: answers of a store are classified as the built-in strategies' are.</summary>
internal static class StrategyErrors
{
    public static TransferError Of(Exception exception, string strategy, PlannedTransfer item) =>
        SdkErrors.From(StoreOperation.CopyObject, exception) is { } error
            ? TransferErrors.From(error, item, StoreSide.Destination)
            : new TransferError
            {
                Code = TransferErrorCodes.StrategyFailed,
                Message = $"The {strategy} threw {exception.GetType().Name} for {DisplayText.Quote(item.Source.Key)}: {DisplayText.Escape(exception.Message)}",
            };
}
