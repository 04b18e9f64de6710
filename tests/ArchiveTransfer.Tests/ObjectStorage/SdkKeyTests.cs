namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkKeyTests() : PlaneKeyTests(PlaneKind.Sdk);
