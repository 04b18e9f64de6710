namespace ArchiveTransfer.ObjectStorage;

/// <summary>One page of a listing, keys decoded.</summary>
/// <param name="Objects">In the order of the store.</param>
/// <param name="NextToken">Null: this was the last page.</param>
internal sealed record ObjectPage(IReadOnlyList<ListedObject> Objects, string? NextToken)
{
    /// <summary>What a delimiter rolled up, decoded, in the order of the store; they count among the keys of the page.</summary>
    public IReadOnlyList<string> CommonPrefixes { get; init; } = [];
}
