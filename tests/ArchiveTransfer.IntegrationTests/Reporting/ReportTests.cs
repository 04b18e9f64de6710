using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Reporting;

/// <summary>The report file of whole runs.</summary>
public sealed class ReportTests : CollectionTest
{
    [Fact]
    public async Task Every_outcome_has_a_line_and_the_end_has_one()
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(300, index => $"{index:D3}", _ => 100);
        using IDisposable refused = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key is "100" or "200", StatusCode = 403, Code = "AccessDenied" });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options =>
        {
            options.Report.Path = report.Path;
            options.OperationMode = OperationMode.DirectSync;
        });

        Assert.Equal((300, 2), (outcomes.Count, result.Totals.Failed));
        Assert.Equal(report.Path, result.ReportPath);
        List<TransferOutcome> lines = await report.ReadAsync();
        Assert.Equal(300, lines.Count);
        Assert.All(lines, line => Assert.Equal(outcomes[line.Source.Key], line));
        ArchiveCollectionResult? summary = await report.ReadSummaryAsync();
        Assert.Equal((result.Status, result.RunId, result.Totals, result.Elapsed), (summary!.Status, summary.RunId, summary.Totals, summary.Elapsed));
        Assert.Equal(result.Measurements.Requests, summary.Measurements.Requests);
        Assert.Equal(result.FailureCounts, summary.FailureCounts);
        Assert.Empty(summary.Failures);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task Skipped_objects_have_a_line_where_that_is_asked_for(bool asked, int lines)
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(2, index => $"{index}", _ => 100);
        AssertSucceeded(await CollectAsync());
        Source.AddVirtual(1, index => $"new-{index}", _ => 100);

        AssertSucceeded(await CollectAsync(options => (options.Report.Path, options.Report.IncludeSkipped) = (report.Path, asked)));

        Assert.Equal(lines, (await report.ReadAsync()).Count);
    }

    [Fact]
    public async Task Keys_of_any_kind_stay_on_their_line()
    {
        using var report = new ReportOnDisk();
        string[] keys = ["a\nb", "\"quoted\"", "tab\t", "{\"summary\":{}}", "€\ud83d\ude00", "\u2028"];
        foreach (string key in keys)
        {
            Source.Put(key, Bytes(10));
        }

        AssertSucceeded(await CollectAsync(options => options.Report.Path = report.Path));

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await report.ReadAsync()).Select(line => line.Source.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3 << 20)]
    public async Task A_report_that_is_there_goes_on_and_half_a_line_is_taken_away(int length)
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(2, index => $"{index}", _ => 100);
        AssertSucceeded(await CollectAsync(options => options.Report.Path = report.Path));
        await File.AppendAllTextAsync(report.Path, "{\"outcome\":{\"sour" + new string('x', length), Cancellation);

        AssertSucceeded(await CollectAsync(options => (options.Report.Path, options.Overwrite) = (report.Path, OverwriteMode.Always)));

        Assert.Equal(4, (await report.ReadAsync()).Count);
        Assert.Equal(2, (await report.ReadSummaryAsync())!.Totals.Copied);
    }

    [Fact]
    public async Task Another_file_is_refused_and_left_as_it_is()
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(1, index => $"{index}", _ => 100);
        string other = Path.Combine(report.Directory, "thesis.txt");
        await File.WriteAllTextAsync(other, "Call me Ishmael", Cancellation);

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.Report.Path = other));

        Assert.Equal(TransferErrorCodes.ReportFailed, exception.ErrorCode);
        Assert.Contains("which is no report", exception.Message, StringComparison.Ordinal);
        Assert.Equal("Call me Ishmael", await File.ReadAllTextAsync(other, Cancellation));
        Assert.Empty(Lake.Keys);
    }

    [Fact]
    public async Task Two_runs_never_write_one_report()
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(1, index => $"{index}", _ => 100);
        var inside = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        await using ArchiveCollectionWorkflow first = Workflow(options => options.Report.Path = report.Path);
        Task<ArchiveCollectionResult> running = first.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = async (_, _) =>
                {
                    inside.SetResult();
                    await leave.Task;
                },
            },
            Cancellation);
        await inside.Task;

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => options.Report.Path = report.Path));

        leave.SetResult();
        AssertSucceeded(await running);
        Assert.Equal(TransferErrorCodes.ReportFailed, exception.ErrorCode);
        Assert.Single(await report.ReadAsync());
    }

    [Fact]
    public async Task A_full_disk_is_one_warning_and_every_object_is_copied()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        Source.AddVirtual(2_000, index => $"{index:D4}", _ => 100);

        ArchiveCollectionResult result = await CollectAsync(options => options.Report.Path = "/dev/full");

        AssertSucceeded(result);
        Assert.Equal(2_000, result.Totals.Copied);
        Assert.Single(result.Warnings, warning => warning.StartsWith("The report '/dev/full' could not be written any further", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_says_so_in_its_last_line()
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(2_000, index => $"{index:D4}", _ => 100);
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(5) });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.Report.Path = report.Path);

        ArchiveCollectionCanceledException exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = async (_, _) => await cancellation.CancelAsync(),
            },
            cancellation.Token));

        ArchiveCollectionResult? summary = await report.ReadSummaryAsync();
        Assert.Equal((ArchiveCollectionStatus.Canceled, exception.Result.Totals, report.Path), (summary!.Status, summary.Totals, exception.Result.ReportPath));
        Assert.Equal(exception.Result.Totals.Copied + exception.Result.Totals.Failed + exception.Result.Totals.NotAttempted, (await report.ReadAsync()).Count);
    }

    [Fact]
    public async Task A_run_that_its_observer_ended_says_so_in_its_last_line_with_what_it_had_done()
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(100, index => $"{index:D2}", _ => 100);
        int seen = 0;
        await using ArchiveCollectionWorkflow workflow = Workflow(options => (options.Report.Path, options.MaxConcurrency) = (report.Path, 2));

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions { OnOutcome = (_, _) => ++seen < 50 ? default : throw new InvalidOperationException("enough") },
            Cancellation));

        ArchiveCollectionResult? summary = await report.ReadSummaryAsync();
        Assert.Equal((ArchiveCollectionStatus.Failed, TransferErrorCodes.ObserverFailed, exception.Message), (summary!.Status, summary.Error!.Code, summary.Error.Message));
        Assert.Equal((await report.ReadAsync()).Count(static outcome => outcome.Status == TransferStatus.Copied), summary.Totals.Copied);
        Assert.InRange(summary.Totals.Copied, 50, 100);
        Assert.Equal(Lake.Keys.Count(), summary.Totals.Copied);
        Assert.True(summary.Measurements.Requests["CopyObject"] >= 50, $"{summary.Measurements.Requests.Count}");
    }

    [Fact]
    public async Task A_run_that_cannot_begin_says_why_in_its_last_line()
    {
        using var report = new ReportOnDisk();
        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options => (options.Report.Path, options.Source.Bucket) = (report.Path, "nobody")));

        ArchiveCollectionResult? summary = await report.ReadSummaryAsync();
        Assert.Equal((ArchiveCollectionStatus.Failed, exception.ErrorCode), (summary!.Status, summary.Error!.Code));
    }

    [Fact]
    public async Task What_a_dry_run_would_copy_has_a_line()
    {
        using var report = new ReportOnDisk();
        Source.AddVirtual(2, index => $"{index}", _ => 100);

        await CollectAsync(options => (options.Report.Path, options.DryRun) = (report.Path, true));

        Assert.All(await report.ReadAsync(), static line => Assert.Equal(TransferStatus.Planned, line.Status));
    }
}
