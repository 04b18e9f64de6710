using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Amazon.S3;

namespace ArchiveTransfer;

/// <summary>What can be plugged into a collection. All of it belongs to this collection alone.</summary>
public static class ArchiveCollectionBuilderExtensions
{
    /// <summary>More options, after those given before; to combine configuration and code.</summary>
    public static IArchiveCollectionBuilder Configure(this IArchiveCollectionBuilder builder, Action<ArchiveCollectionOptions> configure) => throw null!;

    /// <summary>The way to everything else: called once, when the workflow is first resolved.</summary>
    public static IArchiveCollectionBuilder ConfigureComponents(this IArchiveCollectionBuilder builder, Action<IServiceProvider, ArchiveCollectionComponents> configure) => throw null!;

    /// <summary>Takes the objects from a source of the user's, a singleton of this collection.</summary>
    public static IArchiveCollectionBuilder UseSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>(this IArchiveCollectionBuilder builder) where TSource : class, IArchiveSource => throw null!;

    /// <summary>Adds a strategy of the user's, a singleton of this collection.</summary>
    public static IArchiveCollectionBuilder AddStrategy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStrategy>(this IArchiveCollectionBuilder builder) where TStrategy : class, ITransferStrategy => throw null!;

    /// <summary>Credentials of each side; null keeps what the options say.</summary>
    public static IArchiveCollectionBuilder UseCredentials(this IArchiveCollectionBuilder builder, AWSCredentials? source = null, AWSCredentials? destination = null) => throw null!;

    /// <summary>Clients of each side, resolved from the container, never disposed by the library; null keeps the library's own.</summary>
    public static IArchiveCollectionBuilder UseClients(this IArchiveCollectionBuilder builder, Func<IServiceProvider, IAmazonS3>? source = null, Func<IServiceProvider, IAmazonS3>? destination = null) => throw null!;
}
