namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectBodyTests() : PlaneBodyTests(PlaneKind.Direct);
