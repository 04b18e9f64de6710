using ArchiveTransfer.QuickStart;

namespace ArchiveTransfer.S5cmd;

/// <summary>What s5cmd 2.3.0 did, a file a case; written anew with ARCHIVETRANSFER_RECORD=1.</summary>
internal static class TranscriptFiles
{
    private static readonly string Directory = Path.Combine(QuickStartProcess.RepositoryRoot, "tests", "ArchiveTransfer.IntegrationTests", "S5cmd", "Transcripts");

    public static bool IsRecording { get; } = Environment.GetEnvironmentVariable("ARCHIVETRANSFER_RECORD") == "1";

    /// <summary>Cases that are recorded, and those recorded a second time with an older version.</summary>
    public static IEnumerable<string> Names => System.IO.Directory.EnumerateFiles(Directory, "*.txt").Select(static path => Path.GetFileNameWithoutExtension(path));

    public static string Read(string name) => File.ReadAllText(PathOf(name));

    public static void Write(string name, string transcript) => File.WriteAllText(PathOf(name), transcript);

    private static string PathOf(string name) => Path.Combine(Directory, name + ".txt");
}
