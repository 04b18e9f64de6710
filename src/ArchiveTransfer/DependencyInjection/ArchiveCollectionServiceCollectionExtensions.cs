using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer;

/// <summary>Registers collections.</summary>
public static class ArchiveCollectionServiceCollectionExtensions
{
    /// <summary>Registers the collection as a singleton <see cref="IArchiveCollectionWorkflow"/>. Calling it again adds to the same collection.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, Action<ArchiveCollectionOptions> configure) => throw null!;

    /// <summary>The same from a configuration section, reloaded between runs.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, IConfiguration configuration) => throw null!;

    /// <summary>Registers one of several: resolved by key, <c>[FromKeyedServices("nightly")]</c>, never without one.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, string name, Action<ArchiveCollectionOptions> configure) => throw null!;

    /// <summary>The same from a configuration section.</summary>
    public static IArchiveCollectionBuilder AddArchiveCollection(this IServiceCollection services, string name, IConfiguration configuration) => throw null!;
}
