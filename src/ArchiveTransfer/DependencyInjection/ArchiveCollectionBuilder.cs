using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer;

internal sealed record ArchiveCollectionBuilder(string Name, IServiceCollection Services) : IArchiveCollectionBuilder;
