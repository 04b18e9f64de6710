using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.Benchmarks.Claims;

/// <summary>The pages that are made from committed rounds: <c>-- claims-report DIRECTORY</c>, from the repository's root.</summary>
internal static class ClaimPages
{
    private const string Page = "docs/performance-report.md";
    private const string Readme = "README.md";

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [{ } directory] || !File.Exists(Readme))
        {
            await Console.Error.WriteLineAsync("claims-report: give the directory of the results, and run it from the repository's root.");
            return 2;
        }

        var files = new ClaimFiles(directory);
        if (!files.AreWhole)
        {
            await Console.Error.WriteLineAsync($"claims-report: '{directory}' does not hold the rounds and the report of a comparison that came to its end.");
            return 2;
        }

        ClaimReport report = await files.ReadAsync();
        await files.WriteAsync(report);
        string results = Path.GetRelativePath("docs", directory).Replace('\\', '/');
        await using (var page = new StreamWriter(Page) { NewLine = "\n" })
        {
            MarkdownReport.Write(report, page, results, $"{results}/{Path.GetFileName(files.RoundsPath)}");
        }

        // Two rounds of a few cells are no figures to stand there.
        if (!report.Machine.IsWhole)
        {
            await Console.Error.WriteLineAsync($"claims-report: {Page} is written; {Readme} keeps its table, since this is not the whole comparison.");
            return 0;
        }

        var table = new StringWriter { NewLine = "\n" };
        ReadmeTable.Write(report, table);
        await File.WriteAllTextAsync(Readme, ReadmeSection.Replace(await File.ReadAllTextAsync(Readme), table.ToString()));
        return 0;
    }
}
