namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkListingTests() : PlaneListingTests(PlaneKind.Sdk);
