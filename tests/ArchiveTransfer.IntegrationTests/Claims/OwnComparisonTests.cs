using System.Text.Json;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Claims;

/// <summary>--compare --config at a store in this process: what is measured, and what is refused.</summary>
public sealed class OwnComparisonTests : OwnComparisonTest
{
    [Fact]
    public async Task The_promises_are_judged_and_the_destination_is_as_it_was()
    {
        Put(count: 1_500, size: 1_000);
        Store.Options["Destination"]!["Prefix"] = "in/";
        Store.Options["Report"] = new System.Text.Json.Nodes.JsonObject { ["Path"] = "/nowhere/report.jsonl" };
        Store.Destination.Put("in/2025/one.zip", new byte[7]);
        Store.Destination.Put("kept.zip", new byte[7]);

        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes", "--json");

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Dictionary<string, string> verdicts = Verdicts(outcome);
        Assert.Equal("holds", verdicts["One request a file, where the original had five steps"]);
        Assert.Equal("holds", verdicts["50 % less bandwidth: server_side_copy"]);
        Assert.Equal("doesnothold", verdicts["50 % less bandwidth: streaming"]);
        Assert.Equal("holds", verdicts["No local storage: server_side_copy"]);
        Assert.Equal("holds", verdicts["No local storage: streaming"]);
        Assert.Equal("holds", verdicts["No object fails"]);
        Assert.NotEqual("notmeasured", verdicts["61 to 75 % less time: streaming"]);

        // Of 1,501 objects the first hundred, every way, to warm up and three times; one page of the source tells them.
        Assert.Equal(400, Store.Requests.Count(static request => request.Operation == "CopyObject"));
        Assert.Equal(800, Store.Requests.Count(static request => request.Operation == "GetObject"));
        Assert.Single(Store.Requests, static request => request is { Operation: "ListObjectsV2", Bucket: "source" });
        AssertClean(outcome, "in/", "in/2025/one.zip", "kept.zip");
    }

    [Fact]
    public async Task What_will_be_done_is_said_before_it_is_and_a_bucket_that_keeps_versions_keeps_none_of_it()
    {
        Store.Destination.IsVersioned = true;
        Store.Destination.Put("kept.zip", new byte[7]);
        Store.Source.Put("2025/two.zip", new byte[2_000_000]);
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes", "--rounds", "1");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        string[] said = outcome.Output.Split('\n');
        Assert.StartsWith("Comparison on the configured store", said[0], StringComparison.Ordinal);
        string prefix = Prefix();
        Assert.Contains(said, line => line.Contains($"only below '{prefix}'", StringComparison.Ordinal));
        Assert.Contains(said, static line => line.Contains("2 objects, 2.0 MB", StringComparison.Ordinal));
        Assert.Contains(said, static line => line.Contains("16.0 MB through this machine, 4.0 MB inside the store", StringComparison.Ordinal));
        Assert.DoesNotContain(Store.Environment["AWS_SECRET_ACCESS_KEY"], outcome.Output + outcome.Errors, StringComparison.Ordinal);
        AssertClean(outcome, "", "kept.zip");
        Assert.Single(Store.Destination.Versions("kept.zip"));
    }

    [Fact]
    public async Task Whoever_may_not_write_learns_it_before_anything_moves()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "PutObject", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "access_denied", "s3:PutObject");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_way_that_fails_is_not_measured_and_leaves_nothing()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync("--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains("  server_side_copy takes no part: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal("notmeasured", Verdicts(outcome)["61 to 75 % less time: server_side_copy"]);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Where_every_way_fails_there_is_no_report_and_no_page()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        Store.Source.DenyReadOf(static _ => true);
        QuickStartOutcome outcome = await CompareAsync("--html", file);
        outcome.AssertComplains(3, "nothing_measured", "traditional: ", "server_side_copy: ", "streaming: ");
        Assert.False(File.Exists(file));
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_way_that_is_given_up_with_objects_that_failed_keeps_the_promise_from_holding()
    {
        Put(count: 3, size: 100);
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Keys = static key => key == "2025/two/0001.zip", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync("--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.All(["traditional", "streaming"], way => Assert.Contains($"  {way} takes no part: ", outcome.Errors, StringComparison.Ordinal));
        Assert.Equal("doesnothold", Verdicts(outcome)["No object fails"]);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_first_object_that_is_larger_than_any_sample_may_be_is_refused()
    {
        Store.Source.AddVirtual(1, static _ => "2020/huge.zip", static _ => 5_000_000_001);
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "sample_too_large", "'2020/huge.zip'", "5.0 GB");
        Assert.DoesNotContain(Store.Requests, static request => Writes.Contains(request.Operation));
    }

    [Fact]
    public async Task Without_a_terminal_and_without_yes_nothing_is_done()
    {
        QuickStartOutcome outcome = await Store.RunAsync("--compare");
        outcome.AssertComplains(2, "invalid_options", "--yes");
        Assert.Empty(Store.Requests);
    }

    [Fact]
    public async Task A_page_is_written_to_a_new_file_only()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            QuickStartOutcome outcome = await CompareAsync("--html", file);
            Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
            string page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.Contains("</html>", page, StringComparison.Ordinal);

            int asked = Store.Requests.Count;
            (await CompareAsync("--html", file)).AssertComplains(2, "is there already");
            Assert.Equal((asked, page), (Store.Requests.Count, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The configuration is read once: what becomes of the file later is nobody's order.</summary>
    [Fact]
    public async Task A_file_that_is_edited_meanwhile_changes_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/stdin.");
        string file = Path.GetTempFileName();
        string pipe = $"{file}.pipe";
        try
        {
            await File.WriteAllTextAsync(file, new System.Text.Json.Nodes.JsonObject { ["ArchiveTransfer"] = Store.Options.DeepClone() }.ToJsonString(), TestContext.Current.CancellationToken);
            using var make = System.Diagnostics.Process.Start("mkfifo", [pipe]);
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
            using QuickStartProcess program = QuickStartProcess.Start(["--compare", "--yes", "--rounds", "1", "--config", pipe], Store.Environment);
            await using (FileStream writer = new(pipe, FileMode.Open, FileAccess.Write))
            {
                await writer.WriteAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            }

            QuickStartOutcome outcome = await program.WaitAsync();
            Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
            AssertClean(outcome, "");
        }
        finally
        {
            File.Delete(file);
            File.Delete(pipe);
        }
    }

    [Fact]
    public async Task Between_two_stores_what_no_request_can_copy_is_not_measured()
    {
        await using S3Simulator publisher = await S3Simulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        publisher.AddBucket("archive", isPublic: true).Put("one.zip", new byte[1_000]);
        Store.Options["Source"] = new System.Text.Json.Nodes.JsonObject { ["Bucket"] = "archive", ["ServiceUrl"] = publisher.Endpoint.ToString(), ["Anonymous"] = true };
        QuickStartOutcome outcome = await CompareAsync("--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Dictionary<string, string> verdicts = Verdicts(outcome);
        Assert.Equal("notmeasured", verdicts["61 to 75 % less time: server_side_copy"]);
        Assert.NotEqual("notmeasured", verdicts["61 to 75 % less time: streaming"]);
        Assert.Contains("two stores", outcome.Errors, StringComparison.Ordinal);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Nothing_selected_is_exit_3_and_bad_options_are_exit_2_as_without_it()
    {
        Store.Options["Source"]!["Prefix"] = "2052/";
        (await CompareAsync()).AssertComplains(3, "source_empty", "Source.Prefix");
        Store.Options["MaxConcurrency"] = 0;
        QuickStartOutcome collecting = await Store.RunAsync();
        QuickStartOutcome comparing = await CompareAsync();
        Assert.Equal((2, collecting.Errors), (comparing.ExitCode, comparing.Errors));
        Store.Options.Remove("MaxConcurrency");
        Store.Options["DryRun"] = true;
        (await CompareAsync()).AssertComplains(2, "DryRun");
        Assert.DoesNotContain(Store.Requests, static request => Writes.Contains(request.Operation));
    }

    [Theory]
    [InlineData("--html needs --compare", "--html", "x.html")]
    [InlineData("--yes needs --compare and --config", "--yes")]
    [InlineData("--yes needs --compare and --config", "--yes", "--compare")]
    [InlineData("without --mode, --repeat", "--compare", "--mode", "auto", "--repeat", "2")]
    [InlineData("without --dry-run", "--compare", "--dry-run")]
    [InlineData("without --check", "--compare", "--check")]
    [InlineData("--rounds needs --compare and --config", "--compare", "--rounds", "2")]
    [InlineData("without --verbose", "--compare", "--verbose")]
    [InlineData("no terminal to ask at: give --yes", "--compare", "--config", "x.json")]
    [InlineData("--html needs the name of a file", "--compare", "--html", "")]
    public async Task Arguments_that_contradict_a_comparison_are_exit_2(string said, params string[] arguments)
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync(arguments);
        outcome.AssertComplains(2, said);
        Assert.Equal("", outcome.Output);
    }
}
