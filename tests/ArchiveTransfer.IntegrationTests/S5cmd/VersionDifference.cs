namespace ArchiveTransfer.S5cmd;

/// <summary>A case that is recorded a second time because s5cmd before 2.3.0 does something else, and why it does.</summary>
internal sealed record VersionDifference(string Case, string Reason)
{
    private const string NoDirectiveSent = "It sends no directive unless told otherwise, and so the store keeps the metadata.";
    private const string NoDirectiveKnown = "It does not know the flag: help in place of a copy, exit code 1.";
    private const string OtherVersion = "It says its version.";

    public static IReadOnlyList<VersionDifference> All { get; } =
    [
        new("default-metadata", NoDirectiveSent + " " + NoDirectiveKnown),
        new("grammar", NoDirectiveSent),
        new("lower-case-directive", NoDirectiveKnown),
        new("one-command", NoDirectiveSent),
        new("replaced-metadata", NoDirectiveKnown),
        new("version", OtherVersion),
        new("version-json", OtherVersion),
    ];

    /// <summary>The name of the second recording.</summary>
    public string Recording => Case + ".before-2.3";

    public static VersionDifference? Find(string name) => All.SingleOrDefault(difference => difference.Case == name);

    /// <summary>The line as it has to be before 2.3.0, where there is no directive and metadata is kept.</summary>
    public static string WithoutDirective(string line) => line.Replace(" --metadata-directive COPY", "", StringComparison.Ordinal);

    /// <summary>What an older version has to do: what was recorded of it, or the same as 2.3.0 but for the directive.</summary>
    public static string ReadExpected(string name) => Find(name) is { } difference ? TranscriptFiles.Read(difference.Recording) : Translate(TranscriptFiles.Read(name));

    /// <summary>What was recorded of 2.3.0 without the directive.</summary>
    public static string Translate(string transcript) => WithoutDirective(transcript)
        .Replace(" --metadata-directive=COPY", "", StringComparison.Ordinal)
        .Replace(" x-amz-metadata-directive=COPY", "", StringComparison.Ordinal);
}
