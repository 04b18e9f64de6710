using Xunit;

namespace ArchiveTransfer.QuickStart;

/// <summary>QuickStart with a configuration file, at a store that holds one object.</summary>
public abstract class ConfiguredTest : IAsyncLifetime
{
    private protected ConfiguredStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Store = await ConfiguredStore.StartAsync(TestContext.Current.CancellationToken);
        // The program compiles everything once and well, for runs that last; these have a few objects, and would compile for longer than they run.
        Store.Environment["DOTNET_TieredCompilation"] = "1";
        Store.Environment["DOTNET_TieredPGO"] = "0";
        Store.Source.Put("2025/one.zip", new byte[1_000]);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
