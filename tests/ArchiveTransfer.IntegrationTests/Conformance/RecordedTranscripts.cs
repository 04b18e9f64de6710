using System.Text;
using ArchiveTransfer.QuickStart;

namespace ArchiveTransfer.Conformance;

/// <summary>The file of what Ceph answered, by case.</summary>
internal static class RecordedTranscripts
{
    private const string Heading = "== ";

    private static string File { get; } = Path.Combine(
        QuickStartProcess.RepositoryRoot,
        "tests",
        "ArchiveTransfer.IntegrationTests",
        "Conformance",
        "ceph-rgw-16.2.txt");

    public static IReadOnlyDictionary<string, string> Read()
    {
        var recorded = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!System.IO.File.Exists(File))
        {
            return recorded;
        }

        foreach (var section in ("\n" + System.IO.File.ReadAllText(File)).Split("\n" + Heading).Skip(1))
        {
            var end = section.IndexOf('\n', StringComparison.Ordinal);
            recorded.Add(section[..end], section[(end + 1)..].TrimEnd('\n') + '\n');
        }

        return recorded;
    }

    /// <summary>Writes those given and keeps the others that still have a case.</summary>
    public static void Write(IReadOnlyDictionary<string, string> transcripts)
    {
        var recorded = Read();
        var text = new StringBuilder();
        foreach (var name in ConformanceCases.All.Select(static item => item.Name))
        {
            if (transcripts.TryGetValue(name, out var transcript) || recorded.TryGetValue(name, out transcript))
            {
                text.Append(Heading).Append(name).Append('\n').Append(transcript);
            }
        }

        System.IO.File.WriteAllText(File, text.ToString());
    }
}
