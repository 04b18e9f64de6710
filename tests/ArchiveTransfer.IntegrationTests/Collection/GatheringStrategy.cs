using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ArchiveTransfer.Collection;

/// <summary>Takes a stream of items, gathers them and answers batch by batch; remembers its batches and whether two enumerations overlapped.</summary>
internal class GatheringStrategy : ITransferStrategy
{
    private int enumerations;
    private int open;
    private int overlaps;

    public string Name { get; init; } = "gathering";

    public TransferPath Path { get; init; } = TransferPath.ServerSide;

    public int BatchSize { get; init; } = int.MaxValue;

    /// <summary>Null: the item is forgotten.</summary>
    public Func<PlannedTransfer, TransferContext, CancellationToken, ValueTask<TransferAttempt?>> Answer { get; init; } = static async (item, context, token) => await CopyAsync(item, context, token);

    /// <summary>Called with each item as it is taken, and the number of those gathered.</summary>
    public Action<PlannedTransfer, int> Taken { get; init; } = static (_, _) => { };

    public ConcurrentQueue<int> Batches { get; } = new();

    public int Enumerations => Volatile.Read(ref enumerations);

    public int Overlaps => Volatile.Read(ref overlaps);

    public static async ValueTask<TransferAttempt> CopyAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken)
    {
        await context.DestinationClient.CopyObjectAsync(item.SourceBucket, item.Source.Key, item.DestinationBucket, item.DestinationKey, cancellationToken);
        return TransferAttempt.Copied(item, item.Source.ETag);
    }

    public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

    public async IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref enumerations);
        if (Interlocked.Increment(ref open) > 1)
        {
            Interlocked.Increment(ref overlaps);
        }

        try
        {
            var batch = new List<PlannedTransfer>();
            await foreach (PlannedTransfer item in items.WithCancellation(cancellationToken))
            {
                batch.Add(item);
                Taken(item, batch.Count);
                if (batch.Count < BatchSize)
                {
                    continue;
                }

                foreach (PlannedTransfer gathered in Next(batch))
                {
                    if (await Answer(gathered, context, cancellationToken) is { } attempt)
                    {
                        yield return attempt;
                    }
                }
            }

            foreach (PlannedTransfer gathered in Next(batch))
            {
                if (await Answer(gathered, context, cancellationToken) is { } attempt)
                {
                    yield return attempt;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private PlannedTransfer[] Next(List<PlannedTransfer> batch)
    {
        PlannedTransfer[] gathered = [.. batch];
        batch.Clear();
        if (gathered.Length > 0)
        {
            Batches.Enqueue(gathered.Length);
        }

        return gathered;
    }
}
