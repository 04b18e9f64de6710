namespace ArchiveTransfer.Execution;

/// <summary>Bytes of memory or disk that a run may use at once; who asks first is served first, and what is larger than all of it is served alone.</summary>
internal sealed class ByteBudget(long limit)
{
    private readonly object gate = new();
    private readonly LinkedList<Waiter> waiters = [];
    private long current;
    private long peak;

    public long Current => Interlocked.Read(ref current);

    public long Peak => Interlocked.Read(ref peak);

    /// <summary>Waits for <paramref name="bytes"/>; give them back with <see cref="Release"/>.</summary>
    public async ValueTask EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> node;
        lock (gate)
        {
            if (waiters.Count == 0 && Fits(bytes))
            {
                Take(bytes);
                return;
            }

            node = waiters.AddLast(new Waiter(bytes));
        }

        using CancellationTokenRegistration registration = cancellationToken.Register(
            static state =>
            {
                (ByteBudget self, LinkedListNode<Waiter> node, CancellationToken token) = ((ByteBudget, LinkedListNode<Waiter>, CancellationToken))state!;
                self.GiveUp(node, token);
            },
            (this, node, cancellationToken));
        await node.Value.Granted.Task.ConfigureAwait(false);
    }

    public void Release(long bytes)
    {
        lock (gate)
        {
            Interlocked.Add(ref current, -bytes);
            GrantWaiting();
        }
    }

    private void GiveUp(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // Granted at the same moment: it is no longer in the list, and the caller has it.
            if (node.List is not null)
            {
                waiters.Remove(node);
                node.Value.Granted.SetCanceled(cancellationToken);
                GrantWaiting();
            }
        }
    }

    private void GrantWaiting()
    {
        while (waiters.First is { } first && Fits(first.Value.Bytes))
        {
            waiters.RemoveFirst();
            Take(first.Value.Bytes);
            first.Value.Granted.SetResult();
        }
    }

    private bool Fits(long bytes) => current == 0 || current + bytes <= limit;

    private void Take(long bytes)
    {
        long now = Interlocked.Add(ref current, bytes);
        if (now > peak)
        {
            Interlocked.Exchange(ref peak, now);
        }
    }

    private sealed class Waiter(long bytes)
    {
        public long Bytes => bytes;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
