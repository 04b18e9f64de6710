namespace ArchiveTransfer.Execution;

/// <summary>Ends a run early: no more work is handed out, what is in flight ends by itself. The user's cancellation ends the run here, too, and aborts what is in flight besides.</summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly object gate = new();

    public RunStop(CancellationToken cancellationToken) => source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Fires when no more work is to be handed out.</summary>
    public CancellationToken Token => source.Token;

    public bool IsRequested => source.IsCancellationRequested;

    /// <summary>Why the run stopped; the first reason stands.</summary>
    public TransferError? Error { get; private set; }

    /// <summary>What ends the run with an exception; the first one stands.</summary>
    public ArchiveTransferException? Fatal { get; private set; }

    public void Request(TransferError error)
    {
        lock (gate)
        {
            Error ??= error;
        }

        Cancel();
    }

    public void Request(ArchiveTransferException exception)
    {
        lock (gate)
        {
            Fatal ??= exception;
        }

        Cancel();
    }

    public void Dispose() => source.Dispose();

    private void Cancel()
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException)
        {
            // What a source or an observer registered threw; everybody was told all the same.
        }
        catch (ObjectDisposedException)
        {
            // The run has ended meanwhile.
        }
    }
}
