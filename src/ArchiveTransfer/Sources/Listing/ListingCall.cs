using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>A request that a <see cref="ListingWindow"/> wants sent.</summary>
/// <param name="Segment">Who gets the answer; null: it tells where the keys are.</param>
internal readonly record struct ListingCall(ListRequest Request, ListingSegment? Segment);
