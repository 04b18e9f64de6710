namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Something below the prefix of a comparison: an object, one version of it or its delete marker, or an upload.</summary>
internal readonly record struct Remnant(string Key, string? VersionId = null, string? UploadId = null, bool IsMarker = false)
{
    public override string ToString() => this switch
    {
        { UploadId: { } upload } => $"{DisplayText.Quote(Key)} (upload {DisplayText.Escape(upload)})",
        { VersionId: { } version } => $"{DisplayText.Quote(Key)} ({(IsMarker ? "delete marker" : "version")} {DisplayText.Escape(version)})",
        _ => DisplayText.Quote(Key),
    };
}
