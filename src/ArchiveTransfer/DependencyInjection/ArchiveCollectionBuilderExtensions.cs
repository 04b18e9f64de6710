using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArchiveTransfer;

/// <summary>What can be plugged into a collection. All of it belongs to this collection alone.</summary>
public static class ArchiveCollectionBuilderExtensions
{
    /// <summary>More options, after those given before; to combine configuration and code.</summary>
    public static IArchiveCollectionBuilder Configure(this IArchiveCollectionBuilder builder, Action<ArchiveCollectionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>The way to everything else: called once, when the workflow is first resolved.</summary>
    public static IArchiveCollectionBuilder ConfigureComponents(this IArchiveCollectionBuilder builder, Action<IServiceProvider, ArchiveCollectionComponents> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddSingleton(new ComponentsConfiguration(builder.Name, configure));
        return builder;
    }

    /// <summary>Takes the objects from a source of the user's, a singleton of this collection. The last one given counts.</summary>
    public static IArchiveCollectionBuilder UseSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>(this IArchiveCollectionBuilder builder) where TSource : class, IArchiveSource
    {
        var key = AddOwn<TSource>(builder);
        return builder.ConfigureComponents((services, components) => components.Source = services.GetRequiredKeyedService<TSource>(key));
    }

    /// <summary>Adds a strategy of the user's, a singleton of this collection. Adding it again changes nothing.</summary>
    public static IArchiveCollectionBuilder AddStrategy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStrategy>(this IArchiveCollectionBuilder builder) where TStrategy : class, ITransferStrategy
    {
        var key = AddOwn<TStrategy>(builder);
        return builder.ConfigureComponents((services, components) =>
        {
            var strategy = services.GetRequiredKeyedService<TStrategy>(key);
            if (!components.Strategies.Contains(strategy))
            {
                components.Strategies.Add(strategy);
            }
        });
    }

    /// <summary>Credentials of each side; null keeps what the options say.</summary>
    public static IArchiveCollectionBuilder UseCredentials(this IArchiveCollectionBuilder builder, AWSCredentials? source = null, AWSCredentials? destination = null) =>
        builder.ConfigureComponents((_, components) =>
        {
            components.SourceCredentials = source ?? components.SourceCredentials;
            components.DestinationCredentials = destination ?? components.DestinationCredentials;
        });

    /// <summary>Clients of each side, resolved from the container, never disposed by the library; null keeps the library's own.</summary>
    public static IArchiveCollectionBuilder UseClients(this IArchiveCollectionBuilder builder, Func<IServiceProvider, IAmazonS3>? source = null, Func<IServiceProvider, IAmazonS3>? destination = null) =>
        builder.ConfigureComponents((services, components) =>
        {
            components.SourceClient = source?.Invoke(services) ?? components.SourceClient;
            components.DestinationClient = destination?.Invoke(services) ?? components.DestinationClient;
        });

    /// <summary>Registers a type under a key of the collection's own; the container makes it, once, and disposes it.</summary>
    private static CollectionServiceKey AddOwn<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IArchiveCollectionBuilder builder) where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = new CollectionServiceKey(builder.Name);
        builder.Services.TryAddKeyedSingleton<T>(key);
        return key;
    }
}
