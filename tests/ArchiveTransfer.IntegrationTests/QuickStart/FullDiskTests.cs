using System.Text.Json.Nodes;
using ArchiveTransfer.ClaimScenarios.Measuring;
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

    [Fact]
    public async Task A_page_that_a_full_disk_cuts_is_removed_and_the_report_is_told_without_it()
    {
        Assert.SkipUnless(new ClaimTools().Unshare is not null, "There is no unshare here, which gives a process a disk of its own.");
        using var report = new ReportOnDisk();
        string small = Directory.CreateDirectory(Path.Combine(report.Directory, "small")).FullName;
        string kept = Path.Combine(report.Directory, "kept");
        Store.Environment[CaseHere.Variable] = "1";
        string script = $"""mount -t tmpfs -o size=4k tmpfs '{small}' || exit {Refused}; "$@"; code=$?; ls '{small}' > '{kept}'; exit $code""";
        QuickStartOutcome outcome = await Store.RunWithinAsync(
            [new ClaimTools().Unshare!, "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"], "--compare", "--yes", "--rounds", "1", "--html", Path.Combine(small, "page.html"));

        Assert.SkipWhen(outcome.ExitCode == Refused || outcome.Errors.Contains("unshare failed", StringComparison.Ordinal), "Nobody may have a disk of their own here.");
        Assert.True(outcome.ExitCode == 3, $"{outcome.ExitCode} {outcome.Output} {outcome.Errors}");
        Assert.Matches("(?m)^quickstart: page_not_written: .*No space left on device", outcome.Errors);
        Assert.Contains("No object fails", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_is_said_and_is_no_success()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device here that is always full.");
        QuickStartOutcome outcome = await Store.RunWithinAsync(["sh", "-c", "\"$@\" > /dev/full", "sh"], "--json");

        outcome.AssertComplains(3, "output_failed", "The result could not be written", "No space left on device");
        Assert.NotEmpty(Store.Destination.Keys);
    }
}
