namespace ArchiveTransfer.Execution;

/// <summary>The runs of a workflow that have not ended: disposing waits for them, or cancels them. Each run disposes what it opened.</summary>
internal sealed class RunningCollections
{
    private readonly object gate = new();
    private readonly HashSet<Run> runs = [];
    private bool disposed;

    public Run Enter(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, typeof(ArchiveCollectionWorkflow));
            var run = new Run(this, cancellationToken);
            runs.Add(run);
            return run;
        }
    }

    /// <summary>Lets no run begin any more and waits for those that have.</summary>
    public async ValueTask DrainAsync()
    {
        Task[] ends;
        lock (gate)
        {
            disposed = true;
            ends = [.. runs.Select(static run => run.Ended)];
        }

        await Task.WhenAll(ends).ConfigureAwait(false);
    }

    /// <summary>Lets no run begin any more and cancels those that have.</summary>
    public void Cancel()
    {
        Run[] open;
        lock (gate)
        {
            disposed = true;
            open = [.. runs];
        }

        foreach (Run run in open)
        {
            run.Cancel();
        }
    }

    internal sealed class Run : IDisposable
    {
        private readonly RunningCollections owner;
        private readonly CancellationTokenSource source;
        private readonly CancellationToken caller;
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Run(RunningCollections owner, CancellationToken cancellationToken) =>
            (this.owner, caller, source) = (owner, cancellationToken, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));

        public CancellationToken Token => source.Token;

        /// <summary>Whose cancellation it was, for who compares tokens: the caller's own where it was the caller.</summary>
        public CancellationToken Cause => caller.IsCancellationRequested ? caller : source.Token;

        public Task Ended => ended.Task;

        public void Cancel()
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The run ended meanwhile.
            }
        }

        public void Dispose()
        {
            lock (owner.gate)
            {
                owner.runs.Remove(this);
            }

            source.Dispose();
            ended.TrySetResult();
        }
    }
}
