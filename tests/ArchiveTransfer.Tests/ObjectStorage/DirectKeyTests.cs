namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectKeyTests() : PlaneKeyTests(PlaneKind.Direct);
