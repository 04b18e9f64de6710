namespace ArchiveTransfer.ObjectStorage;

/// <summary>One page of a listing, keys decoded.</summary>
/// <param name="Objects">In the order of the store.</param>
/// <param name="NextToken">Null: this was the last page.</param>
internal sealed record ObjectPage(IReadOnlyList<ListedObject> Objects, string? NextToken);
