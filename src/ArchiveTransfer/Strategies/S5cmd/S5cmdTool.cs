namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>An s5cmd on this machine and what it can do.</summary>
/// <param name="Path">Absolute path of the executable.</param>
/// <param name="Version">Default where the build does not know.</param>
/// <param name="HasMetadataDirective">Copies name a directive; without the flag such a tool would lose metadata, and one without the flag keeps it.</param>
internal sealed record S5cmdTool(string Path, S5cmdVersion Version, bool HasMetadataDirective)
{
    /// <summary>Keys with adjacent slashes, or with <c>s3://</c> inside, name the object they say.</summary>
    public bool KeepsSlashes => Version.IsUnknown ? HasMetadataDirective : Version >= S5cmdVersion.KeepsSlashes;

    /// <summary>Nobody tried this version: it proves itself first.</summary>
    public bool IsUntested => Version.IsUnknown || Version > S5cmdVersion.NewestTested;
}
