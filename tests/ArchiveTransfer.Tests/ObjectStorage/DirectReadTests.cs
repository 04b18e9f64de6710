namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectReadTests() : PlaneReadTests(PlaneKind.Direct);
