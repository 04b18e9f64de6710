using ArchiveTransfer.Clients;

namespace ArchiveTransfer.S5cmd;

/// <summary>The real tools to test with: those that ARCHIVETRANSFER_S5CMD names, one or several separated as in PATH, else the one on PATH.</summary>
internal static class RealS5cmd
{
    public const string Missing = "s5cmd is not installed; ARCHIVETRANSFER_S5CMD may name it";

    public static IReadOnlyList<string> Paths { get; } = Find();

    /// <summary>Null: there is none.</summary>
    public static string? First => Paths is [var first, ..] ? first : null;

    /// <summary>Whether it has <c>cp --metadata-directive</c>, as from 2.3.0 on.</summary>
    public static async Task<bool> KnowsDirectiveAsync(string tool)
    {
        using var process = ToolProcess.Start(tool, ["cp", "--help"], new Dictionary<string, string>());
        return (await process.WaitAsync()).Output.Contains("--metadata-directive", StringComparison.Ordinal);
    }

    private static string[] Find()
    {
        var named = (Environment.GetEnvironmentVariable("ARCHIVETRANSFER_S5CMD") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return named.Length > 0 ? named : ClientProcess.Find("s5cmd") is { } found ? [found] : [];
    }
}
