using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer;

/// <summary>Goes on configuring one collection. Not meant to be implemented.</summary>
public interface IArchiveCollectionBuilder
{
    /// <summary>Name of the collection and of its options; empty for the one without.</summary>
    string Name { get; }
    /// <summary>The services.</summary>
    IServiceCollection Services { get; }
}
