using Xunit;

namespace ArchiveTransfer.RealStore;

/// <summary>A test at a store nobody here wrote; skipped where there is none.</summary>
public abstract class CephTest : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected CephStore Ceph { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Ceph = CephStore.Open();
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        if (Ceph is not null)
        {
            await Ceph.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
