namespace ArchiveTransfer;

internal sealed class FakeWorkflow : IArchiveCollectionWorkflow
{
    public Task<ArchiveCollectionResult> ExecuteAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ArchiveCollectionPlan> PlanAsync(ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ArchiveCollectionCheck> CheckAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
