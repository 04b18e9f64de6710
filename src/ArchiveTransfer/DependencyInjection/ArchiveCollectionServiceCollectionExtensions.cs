using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ArchiveTransfer;

/// <summary>Registers collections.</summary>
/// <remarks>
/// Options are validated when the host starts, where there is one, and again when the workflow is created and when a run begins. An
/// <c>IAmazonS3</c> that the container happens to hold is never picked up; see <see cref="ArchiveCollectionBuilderExtensions.UseClients"/>.
/// </remarks>
public static class ArchiveCollectionServiceCollectionExtensions
{
    /// <summary>Registers the collection as a singleton <see cref="IArchiveCollectionWorkflow"/>. Calling it again adds to the same collection.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, Action<ArchiveCollectionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton<IArchiveCollectionWorkflow>(static provider => ArchiveCollectionFactory.Create(provider, Options.DefaultName));
        return Add(services, Options.DefaultName, configure);
    }

    /// <summary>The same from a configuration section, reloaded between runs.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddArchiveCollection(options => options.Load(configuration));
    }

    /// <summary>Registers one of several: resolved by key, <c>[FromKeyedServices("nightly")]</c>, never without one.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, string name, Action<ArchiveCollectionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddKeyedSingleton<IArchiveCollectionWorkflow>(name, static (provider, key) => ArchiveCollectionFactory.Create(provider, (string)key!));
        return Add(services, name, configure);
    }

    /// <summary>The same from a configuration section.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddArchiveCollection(name, options => options.Load(configuration));
    }

    private static ArchiveCollectionBuilder Add(IServiceCollection services, string name, Action<ArchiveCollectionOptions> configure)
    {
        services.AddOptions<ArchiveCollectionOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ArchiveCollectionOptions>, ArchiveCollectionOptionsValidator>());
        return new ArchiveCollectionBuilder(name, services);
    }
}
