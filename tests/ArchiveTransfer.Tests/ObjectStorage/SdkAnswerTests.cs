namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkAnswerTests() : PlaneAnswerTests(PlaneKind.Sdk);
