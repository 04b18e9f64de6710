namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectConnectionTests() : PlaneConnectionTests(PlaneKind.Direct);
