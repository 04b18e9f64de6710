using System.Text.Json.Nodes;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Reporting;
using Xunit;

namespace ArchiveTransfer.QuickStart;

public sealed class FullDiskTests : ConfiguredTest
{
    private const int Refused = 9;

    [Fact]
    public async Task A_report_whose_disk_fills_up_ends_with_a_whole_line_and_one_warning_and_every_object_is_copied()
    {
        Assert.SkipUnless(new ClaimTools().Unshare is not null, "There is no unshare here, which gives a process a disk of its own.");
        const int Objects = 2_000;
        using var report = new ReportOnDisk();
        string small = Directory.CreateDirectory(Path.Combine(report.Directory, "small")).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(report.Path)!);
        Store.Source.AddVirtual(Objects, index => $"2026/{index:D5}", _ => 100);
        Store.Options["Report"] = new JsonObject { ["Path"] = Path.Combine(small, "report.jsonl") };

        // The disk is the process' own, and gone with it: what is on it in the end is fetched from there.
        string script = $"""mount -t tmpfs -o size=128k tmpfs '{small}' || exit {Refused}; "$@"; code=$?; cp '{small}/report.jsonl' '{report.Path}'; exit $code""";
        QuickStartOutcome outcome = await Store.RunWithinAsync([new ClaimTools().Unshare!, "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);

        Assert.SkipWhen(outcome.ExitCode == Refused || outcome.Errors.Contains("unshare failed", StringComparison.Ordinal), "Nobody may have a disk of their own here.");
        Assert.True(outcome.ExitCode == 0, $"{outcome.Output} {outcome.Errors}");
        Assert.Equal(Objects + 1, Store.Destination.Keys.Count());
        Assert.Single(outcome.Output.Split('\n'), static line => line.Contains("could not be written any further", StringComparison.Ordinal));
        List<TransferOutcome> lines = await report.ReadAsync();
        Assert.InRange(lines.Count, 1, Objects - 1);
        Assert.Equal((byte)'\n', (await File.ReadAllBytesAsync(report.Path, TestContext.Current.CancellationToken))[^1]);
        Assert.Null(await report.ReadSummaryAsync());
    }
}
