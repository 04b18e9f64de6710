using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ArchiveTransfer;

/// <summary>Shorter ways to call a workflow; each is defined by <see cref="IArchiveCollectionWorkflow.ExecuteAsync"/>, so one member is enough to fake.</summary>
public static class ArchiveCollectionWorkflowExtensions
{
    /// <summary>Outcomes that may wait for a consumer before the run does.</summary>
    private const int StreamCapacity = 64;

    /// <summary>Runs the collection: <c>await workflow.ExecuteAsync(stoppingToken)</c>.</summary>
    public static Task<ArchiveCollectionResult> ExecuteAsync(this IArchiveCollectionWorkflow workflow, CancellationToken cancellationToken) =>
        (workflow ?? throw new ArgumentNullException(nameof(workflow))).ExecuteAsync(null, cancellationToken);

    /// <summary>Runs the collection and yields each outcome; a consumer that is slow slows the run, one that stops early cancels it and waits until it has settled. Every enumeration is a new run.</summary>
    /// <remarks>
    /// Failed objects are outcomes like all others; what the run throws is thrown after the last outcome. As nobody sees the result, a run that stopped
    /// before its end, or collected nothing where something was expected (<see cref="ArchiveCollectionResult.Error"/>), throws as well.
    /// A cancelled run yields what it settles, then throws. After an early stop nothing is thrown.
    /// </remarks>
    /// <param name="workflow">The workflow.</param>
    /// <param name="run">What concerns each run alone; its <see cref="ArchiveCollectionRunOptions.OnOutcome"/> is awaited before the outcome is yielded.</param>
    /// <param name="cancellationToken">Cancels the run; so does the token given to the enumeration.</param>
    /// <exception cref="ArchiveTransferException">The run cannot start or go on; <see cref="ArchiveTransferException.ErrorCode"/> says why.</exception>
    /// <exception cref="ArchiveCollectionFailedException">The result has an <see cref="ArchiveCollectionResult.Error"/>; carries the result.</exception>
    /// <exception cref="ArchiveCollectionCanceledException">Cancelled; carries the result so far.</exception>
    public static IAsyncEnumerable<TransferOutcome> StreamAsync(this IArchiveCollectionWorkflow workflow, ArchiveCollectionRunOptions? run = null, CancellationToken cancellationToken = default) =>
        Stream(workflow ?? throw new ArgumentNullException(nameof(workflow)), run, cancellationToken);

    private static async IAsyncEnumerable<TransferOutcome> Stream(
        IArchiveCollectionWorkflow workflow, ArchiveCollectionRunOptions? run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var outcomes = Channel.CreateBounded<TransferOutcome>(new BoundedChannelOptions(StreamCapacity) { SingleReader = true });
        using var abandoned = new CancellationTokenSource();
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ArchiveCollectionResult> collection = CollectAsync(workflow, run, outcomes.Writer, abandoned.Token, running.Token);
        try
        {
            await foreach (TransferOutcome outcome in outcomes.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return outcome;
            }
        }
        finally
        {
            // Of a run that has ended nothing is left to cancel. The run first: an observer that is let go must find it stopped.
            await running.CancelAsync().ConfigureAwait(false);
            await abandoned.CancelAsync().ConfigureAwait(false);
            await ((Task)collection).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ArchiveCollectionResult result = await ResultAsync(collection, cancellationToken).ConfigureAwait(false);
        if (result.Error is not null)
        {
            result.EnsureSucceeded();
        }
    }

    /// <summary>The run, whose end completes the channel however it ends.</summary>
    /// <param name="abandoned">The consumer is gone.</param>
    private static async Task<ArchiveCollectionResult> CollectAsync(
        IArchiveCollectionWorkflow workflow, ArchiveCollectionRunOptions? run, ChannelWriter<TransferOutcome> outcomes, CancellationToken abandoned, CancellationToken cancellationToken)
    {
        try
        {
            var streamed = new ArchiveCollectionRunOptions
            {
                RunId = run?.RunId,
                Progress = run?.Progress,
                Configure = run?.Configure,
                OnOutcome = async (outcome, stopping) =>
                {
                    if (run?.OnOutcome is { } observer)
                    {
                        await observer(outcome, stopping).ConfigureAwait(false);
                    }

                    // Not the run's own token: one that stops by itself still owes the consumer what it settles.
                    await outcomes.WriteAsync(outcome, abandoned).ConfigureAwait(false);
                },
            };
            return await workflow.ExecuteAsync(streamed, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            outcomes.TryComplete();
        }
    }

    /// <summary>The result; a cancellation by the caller carries the caller's own token.</summary>
    private static async Task<ArchiveCollectionResult> ResultAsync(Task<ArchiveCollectionResult> collection, CancellationToken cancellationToken)
    {
        try
        {
            return await collection.ConfigureAwait(false);
        }
        catch (ArchiveCollectionCanceledException exception) when (cancellationToken.IsCancellationRequested && exception.CancellationToken != cancellationToken)
        {
            throw new ArchiveCollectionCanceledException(exception.Result, exception.Message, cancellationToken);
        }
    }
}
