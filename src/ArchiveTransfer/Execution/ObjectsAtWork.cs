using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.Execution;

/// <summary>
/// Bounds what strategies that take one object at a time have begun - files on disk, uploads, memory - where there are more workers than
/// that. Not places for requests: one is held while the object's requests wait for theirs.
/// </summary>
#pragma warning disable CA1001 // Without a wait handle they hold nothing, and an object that a cancelled run did not wait for still releases its room.
internal sealed class ObjectsAtWork(int most, int mostThroughClient)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim inStore = new(most);
    private readonly SemaphoreSlim throughClient = new(mostThroughClient);

    /// <summary>Waits until one more may begin; release what comes back.</summary>
    public async ValueTask<SemaphoreSlim> EnterAsync(TransferPath path, CancellationToken cancellationToken)
    {
        SemaphoreSlim room = path == TransferPath.ServerSide ? inStore : throughClient;
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        return room;
    }
}
