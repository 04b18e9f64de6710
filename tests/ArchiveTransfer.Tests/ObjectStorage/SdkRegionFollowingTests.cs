namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkRegionFollowingTests() : RegionFollowingTests(PlaneKind.Sdk);
