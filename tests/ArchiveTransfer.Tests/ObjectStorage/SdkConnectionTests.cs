namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkConnectionTests() : PlaneConnectionTests(PlaneKind.Sdk);
