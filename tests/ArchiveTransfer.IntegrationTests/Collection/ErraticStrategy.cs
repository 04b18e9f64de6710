using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ArchiveTransfer.Collection;

/// <summary>Takes a stream and treats it at random: batches of any size, several readers, items forgotten, refused, failed for now or for good, and exceptions. Copies nothing.</summary>
internal sealed class ErraticStrategy(string name, int seed) : ITransferStrategy
{
    private readonly Random random = new(seed);
    private int open;
    private int overlaps;

    public string Name => name;

    public TransferPath Path => TransferPath.ServerSide;

    public int Overlaps => Volatile.Read(ref overlaps);

    public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

    public async IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref open) > 1)
        {
            Interlocked.Increment(ref overlaps);
        }

        try
        {
            IAsyncEnumerable<TransferAttempt> attempts = Draw(4) == 0 ? ReadAheadAsync(items, Draw(3) + 1, cancellationToken) : GatherAsync(items, Draw(3) == 0 ? int.MaxValue : Draw(12) + 1, cancellationToken);
            await foreach (TransferAttempt attempt in attempts.WithCancellation(cancellationToken))
            {
                yield return attempt;
                if (Draw(50) == 0)
                {
                    throw new InvalidOperationException("out of tune");
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private async IAsyncEnumerable<TransferAttempt> GatherAsync(IAsyncEnumerable<PlannedTransfer> items, int batchSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<PlannedTransfer>();
        await foreach (PlannedTransfer item in items.WithCancellation(cancellationToken))
        {
            batch.Add(item);
            if (batch.Count < batchSize)
            {
                continue;
            }

            while (batch.Count > 0)
            {
                if (Answer(Remove(batch)) is { } attempt)
                {
                    yield return attempt;
                }
            }
        }

        while (batch.Count > 0)
        {
            if (Answer(Remove(batch)) is { } attempt)
            {
                yield return attempt;
            }
        }
    }

    /// <summary>Asks for items while others are worked on, with several readers at once.</summary>
    private async IAsyncEnumerable<TransferAttempt> ReadAheadAsync(IAsyncEnumerable<PlannedTransfer> items, int readers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<TransferAttempt> attempts = Channel.CreateUnbounded<TransferAttempt>();
        _ = CompleteAsync();
        await foreach (TransferAttempt attempt in attempts.Reader.ReadAllAsync(cancellationToken))
        {
            yield return attempt;
        }

        async Task CompleteAsync()
        {
            Task reading = Task.WhenAll(Enumerable.Range(0, readers).Select(_ => ReadAsync()));
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            attempts.Writer.Complete(reading.Exception);
        }

        async Task ReadAsync()
        {
            await foreach (PlannedTransfer item in items.WithCancellation(cancellationToken))
            {
                await Task.Yield();
                if (Answer(item) is { } attempt)
                {
                    attempts.Writer.TryWrite(attempt);
                }
            }
        }
    }

    private PlannedTransfer Remove(List<PlannedTransfer> batch)
    {
        int index = Draw(batch.Count);
        PlannedTransfer item = batch[index];
        batch.RemoveAt(index);
        return item;
    }

    private TransferAttempt? Answer(PlannedTransfer item) => Draw(20) switch
    {
        0 or 1 => null,
        2 or 3 or 4 => TransferAttempt.Failed(item, new TransferError { Code = "not_now", Message = "Not now.", Kind = TransferErrorKind.Transient }),
        5 => TransferAttempt.Failed(item, new TransferError { Code = "not_here", Message = "Not here.", Kind = TransferErrorKind.NotThisWay }),
        6 => TransferAttempt.Failed(item, new TransferError { Code = "never", Message = "Never." }),
        _ => TransferAttempt.Copied(item),
    };

    private int Draw(int below)
    {
        lock (random)
        {
            return random.Next(below);
        }
    }
}
