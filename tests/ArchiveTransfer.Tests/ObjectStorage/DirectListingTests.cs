namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectListingTests() : PlaneListingTests(PlaneKind.Direct);
