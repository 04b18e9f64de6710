namespace ArchiveTransfer.ObjectStorage;

/// <summary>What holds for every plane.</summary>
public abstract class PlaneTest
{
    private protected PlaneTest(PlaneKind kind) => Kind = kind;

    private protected PlaneKind Kind { get; }

    private protected PlaneUnderTest Start(Func<RecordedRequest, ScriptedAnswer> script, ObjectStoreSettings? settings = null, bool https = false, string bucket = "bucket") =>
        PlaneUnderTest.Start(script, settings, https, bucket, Kind);
}
