using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ArchiveTransfer;

/// <summary>Makes the workflow of a collection out of what the container holds for its name.</summary>
internal static class ArchiveCollectionFactory
{
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.InvalidOptions"/>: where there is no host, nobody has validated before.</exception>
    internal static ArchiveCollectionWorkflow Create(IServiceProvider services, string name)
    {
        var options = OptionsOf(services, name);
        InvalidOptions.ThrowIfInvalid(options(), name);
        return new ArchiveCollectionWorkflow(options, CreateComponents(services, name));
    }

    /// <summary>Builds the options anew with every call, without validators: configuration may have changed, and the workflow says itself what is wrong with it.</summary>
    internal static Func<ArchiveCollectionOptions> OptionsOf(IServiceProvider services, string name)
    {
        // No change token is registered, so that a bad edit between two runs does not throw in a file watcher, where nobody can catch it.
        var factory = new OptionsFactory<ArchiveCollectionOptions>(
            services.GetServices<IConfigureOptions<ArchiveCollectionOptions>>(),
            services.GetServices<IPostConfigureOptions<ArchiveCollectionOptions>>());
        return () => factory.Create(name);
    }

    private static ArchiveCollectionComponents CreateComponents(IServiceProvider services, string name)
    {
        var components = new ArchiveCollectionComponents
        {
            LoggerFactory = services.GetService<ILoggerFactory>(),
            TimeProvider = services.GetService<TimeProvider>(),
        };

        foreach (var step in services.GetServices<ComponentsConfiguration>().Where(step => step.Name == name))
        {
            step.Configure(services, components);
        }

        return components;
    }
}
