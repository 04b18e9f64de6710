namespace ArchiveTransfer.Execution;

/// <summary>An item in a lane; the task is the attempt at it.</summary>
internal sealed class LaneItem(PlannedTransfer item) : TaskCompletionSource<TransferAttempt>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public PlannedTransfer Item { get; } = item;
}
