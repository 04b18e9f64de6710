using System.Text.Json.Nodes;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.QuickStart;

public sealed class KilledReportTests : ConfiguredTest
{
    [Fact]
    public async Task A_report_survives_its_process_being_killed_and_the_next_run_goes_on_with_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        const int Objects = 20_000;
        using var report = new ReportOnDisk();
        Store.Source.AddVirtual(Objects, index => $"2026/{index:D5}", _ => 100);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(50) });
        Store.Options["Report"] = new JsonObject { ["Path"] = report.Path };

        using (QuickStartProcess program = await Store.StartAsync())
        {
            await program.SignalAsync("-KILL");
            Assert.Equal(137, (await program.WaitAsync()).ExitCode);
        }

        List<TransferOutcome> before = await report.ReadAsync();
        Assert.InRange(before.Count, 1, Objects);
        Assert.All(before, outcome => Assert.NotNull(Store.Destination.Get(outcome.DestinationKey)));
        Assert.Null(await report.ReadSummaryAsync());

        Store.Shape(S3Shaping.None);
        Assert.Equal(0, (await Store.RunAsync()).ExitCode);

        ArchiveCollectionResult? summary = await report.ReadSummaryAsync();
        Assert.Equal(ArchiveCollectionStatus.Succeeded, summary!.Status);
        Assert.Equal(before.Count + summary.Totals.Copied, (await report.ReadAsync()).Count);
        Assert.Equal(Objects + 1, summary.Totals.Copied + summary.Totals.Skipped);
    }
}
