namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectRegionFollowingTests() : RegionFollowingTests(PlaneKind.Direct);
