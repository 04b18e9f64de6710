namespace ArchiveTransfer;

/// <summary>One step in putting the components of one collection together.</summary>
/// <param name="Name">The collection.</param>
/// <param name="Configure">The step.</param>
internal sealed record ComponentsConfiguration(string Name, Action<IServiceProvider, ArchiveCollectionComponents> Configure);
