namespace ArchiveTransfer;

/// <summary>Key of a service that belongs to one collection, so that an instance is shared neither with another one nor with the application.</summary>
/// <param name="Collection">Name of the collection.</param>
internal sealed record CollectionServiceKey(string Collection);
