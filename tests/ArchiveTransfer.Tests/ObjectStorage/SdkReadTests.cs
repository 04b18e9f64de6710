namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkReadTests() : PlaneReadTests(PlaneKind.Sdk);
