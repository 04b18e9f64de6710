namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkBodyTests() : PlaneBodyTests(PlaneKind.Sdk);
