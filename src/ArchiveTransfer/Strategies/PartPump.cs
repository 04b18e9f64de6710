using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>Works through the parts of one object, some at a time; the first failure stops the rest.</summary>
internal static class PartPump
{
    /// <summary>Returns when no part is in flight any more, with the first error or none.</summary>
    public static async ValueTask<StoreError?> RunAsync(int count, int parallelism, Func<int, CancellationToken, ValueTask<StoreError?>> part, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        int next = -1;
        StoreError? first = null;

        async Task WorkAsync()
        {
            try
            {
                int index;
                while (!stop.IsCancellationRequested && (index = Interlocked.Increment(ref next)) < count)
                {
                    if (await part(index, stop.Token).ConfigureAwait(false) is { } error)
                    {
                        Interlocked.CompareExchange(ref first, error, null);
                        await stop.CancelAsync().ConfigureAwait(false);
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Another part failed; its error is the one to report.
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }

        var workers = new Task[Math.Clamp(parallelism, 1, count)];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = WorkAsync();
        }

        await Task.WhenAll(workers).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first;
    }
}
