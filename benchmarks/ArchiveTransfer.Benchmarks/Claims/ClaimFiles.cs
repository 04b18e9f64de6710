using System.Runtime.CompilerServices;
using System.Text.Json;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Promises;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.Benchmarks.Claims;

/// <summary>What a comparison leaves in a directory of results: the raw rounds, a line each, and what was made of them.</summary>
internal sealed class ClaimFiles(string directory)
{
    private const string RoundsName = "rounds.jsonl";
    private const string ReportName = "report.json";

    public string RoundsPath => Path.Combine(directory, RoundsName);

    private string ReportPath => Path.Combine(directory, ReportName);

    public bool AreWhole => File.Exists(ReportPath) && File.Exists(RoundsPath) && EndsWithLine(RoundsPath);

    /// <summary>Begins the raw rounds anew; each is on the disk once it is known.</summary>
    public StreamWriter CreateRounds()
    {
        Directory.CreateDirectory(directory);

        // The report of other rounds says nothing of these.
        File.Delete(ReportPath);
        return new StreamWriter(RoundsPath) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>Writes the rounds again, with what the probes showed.</summary>
    public void Write(IReadOnlyList<MeasuredCase> rounds)
    {
        string whole = RoundsPath + ".new";
        using (var lines = new StreamWriter(whole) { NewLine = "\n" })
        {
            foreach (MeasuredCase round in rounds)
            {
                Write(lines, round);
            }
        }

        File.Move(whole, RoundsPath, overwrite: true);
    }

    public static void Write(TextWriter rounds, MeasuredCase measured) => rounds.WriteLine(JsonSerializer.Serialize(measured, CaseJson.Default.MeasuredCase));

    /// <summary>Writes the report, its page and its charts.</summary>
    public async Task WriteAsync(ClaimReport report)
    {
        await using (FileStream json = File.Create(ReportPath))
        {
            await ReportJson.WriteAsync(report, json);
        }

        await using (var page = new StreamWriter(Path.Combine(directory, "report.html")))
        {
            HtmlReport.Write(report, page, RoundsName);
        }

        foreach (ClaimChart chart in report.Charts)
        {
            await using var drawing = new StreamWriter(Path.Combine(directory, SvgChart.FileName(chart)));
            SvgChart.Write(chart, drawing);
        }
    }

    /// <summary>Makes the report anew from the raw rounds.</summary>
    public async Task<ClaimReport> ReadAsync()
    {
        await using FileStream json = File.OpenRead(ReportPath);
        ClaimReport before = await ReportJson.ReadAsync(json);
        var rounds = new List<MeasuredCase>();
        await foreach (MeasuredCase round in ReadRoundsAsync())
        {
            rounds.Add(round);
        }

        // What was given up while it was measured is not in the rounds.
        return PromiseReport.Of(before.Machine, rounds) with { GivenUp = before.GivenUp };
    }

    /// <summary>A line that was cut is one of a run that was killed while it wrote.</summary>
    private static bool EndsWithLine(string path)
    {
        using FileStream file = File.OpenRead(path);
        return file.Length == 0 || (file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() == '\n');
    }

    private async IAsyncEnumerable<MeasuredCase> ReadRoundsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string line in File.ReadLinesAsync(RoundsPath, cancellationToken))
        {
            yield return JsonSerializer.Deserialize(line, CaseJson.Default.MeasuredCase)!;
        }
    }
}
