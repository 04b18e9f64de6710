namespace ArchiveTransfer.ObjectStorage;

/// <summary>A request the fake got.</summary>
internal sealed record FakeCall(int Number, StoreOperation Operation, string Bucket, string Key, int PartNumber = 0)
{
    public override string ToString() => $"{Operation} {Bucket}/{Key}";
}
