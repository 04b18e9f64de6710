using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>A page that waits for the reader.</summary>
/// <param name="Token">What it was asked for with.</param>
internal readonly record struct SegmentPage(ListedObjects Objects, string? Token);
