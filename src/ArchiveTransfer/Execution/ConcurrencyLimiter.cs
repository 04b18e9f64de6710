namespace ArchiveTransfer.Execution;

/// <summary>
/// Places for requests in flight to one store. A place stands for one request, or for a GET flowing into a PUT, and is never held
/// while waiting for another place: with a ceiling of 1, an object of many parts still makes progress part by part.
/// </summary>
internal sealed class ConcurrencyLimiter(int limit) : IDisposable
{
    private readonly SemaphoreSlim places = new(limit, limit);

    public int Limit { get; } = limit;

    public async ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Place(places);
    }

    public void Dispose() => places.Dispose();

    internal readonly struct Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                places.Release();
            }
            catch (ObjectDisposedException)
            {
                // The run was cancelled and did not wait for this request any longer.
            }
        }
    }
}
