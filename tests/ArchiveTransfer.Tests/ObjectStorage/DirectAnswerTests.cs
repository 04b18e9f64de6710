namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectAnswerTests() : PlaneAnswerTests(PlaneKind.Direct);
