using ArchiveTransfer.Testing.Admin;

namespace ArchiveTransfer.Testing.Hosting;

/// <summary>A fault in place in another process.</summary>
internal sealed class InjectedFault(AdminClient admin, string path) : IAsyncDisposable
{
    private int _isRemoved;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isRemoved, 1) == 0)
        {
            try
            {
                await admin.DeleteAsync(path, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or ObjectDisposedException)
            {
                // It went with its process.
            }
        }
    }
}
