namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkAttributeTests() : PlaneAttributeTests(PlaneKind.Sdk);
