namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectAttributeTests() : PlaneAttributeTests(PlaneKind.Direct);
