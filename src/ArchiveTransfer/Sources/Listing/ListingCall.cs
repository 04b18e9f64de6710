using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>A request that a <see cref="ListingWindow"/> wants sent.</summary>
/// <param name="Segment">Who gets the answer; null: it tells where the keys are.</param>
/// <param name="IsFirst">Nothing else was on its way when it was sent.</param>
internal readonly record struct ListingCall(ListRequest Request, ListingSegment? Segment, bool IsFirst);
