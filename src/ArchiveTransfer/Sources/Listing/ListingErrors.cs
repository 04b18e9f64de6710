using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>What a store answers to a listing that cannot be gone on with, though each answer is one.</summary>
internal static class ListingErrors
{
    /// <summary>The pages are in no order, and those read again are not those read before.</summary>
    public static StoreError Unsteady { get; } = Of("UnsteadyListing", "the store lists in no order, and lists otherwise when asked again");

    public static StoreError Endless(bool repeated) =>
        Of("EndlessListing", repeated ? "the store answered with the same continuation token twice" : "the store answered with three empty pages that claim more");

    private static StoreError Of(string code, string message) =>
        new() { Operation = StoreOperation.ListObjectsV2, Kind = StoreErrorKind.Permanent, Code = code, Message = message };
}
