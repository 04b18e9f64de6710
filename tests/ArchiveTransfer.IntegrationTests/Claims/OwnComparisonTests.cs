using System.Text.Json;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Claims;

/// <summary>--compare --config at a store in this process: what is measured, and above all what is left.</summary>
public sealed class OwnComparisonTests : ConfiguredTest
{
    private static readonly string[] Writes =
        ["PutObject", "CopyObject", "CreateMultipartUpload", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "DeleteObject", "DeleteObjects"];

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
        Assert.Equal("holds", verdicts["80 % fewer operations: 5 steps a file become 1"]);
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
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        string[] said = outcome.Output.Split('\n');
        Assert.StartsWith("Comparison on the configured store", said[0], StringComparison.Ordinal);
        string prefix = Prefix();
        Assert.Contains(said, line => line.Contains($"only below '{prefix}'", StringComparison.Ordinal));
        Assert.Contains(said, static line => line.Contains("2 objects, 2.0 MB", StringComparison.Ordinal));
        Assert.Contains(said, static line => line.Contains("32.0 MB through this machine, 8.0 MB inside the store", StringComparison.Ordinal));
        Assert.DoesNotContain(Store.Environment["AWS_SECRET_ACCESS_KEY"], outcome.Output + outcome.Errors, StringComparison.Ordinal);
        AssertClean(outcome, "", "kept.zip");
        Assert.Single(Store.Destination.Versions("kept.zip"));
    }

    [Fact]
    public async Task Whoever_may_not_delete_learns_it_before_anything_moves()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "DeleteObject", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes", "--json");
        string probe = $"{Prefix()}probe";
        outcome.AssertComplains(3, "not_removable", $"1 object, '{probe}'", "403 AccessDenied", "s3:DeleteObject.", "aws s3 rm --recursive");
        Assert.Equal([probe], Store.Destination.Keys);
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        Assert.Equal(3, outcome.Json().GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task Whoever_may_not_write_learns_it_before_anything_moves()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "PutObject", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        outcome.AssertComplains(3, "access_denied", "s3:PutObject");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Locked_versions_are_told_before_anything_moves_too()
    {
        Store.Destination.HasObjectLock = true;
        (Store.Destination.DefaultRetention, Store.Destination.DefaultRetentionMode) = (TimeSpan.FromDays(1), "COMPLIANCE");
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        outcome.AssertComplains(3, "1 version, ", "once no lock holds it");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
    }

    [Theory]
    [InlineData("CopyObject", "server_side_copy")]
    [InlineData("GetObject", "traditional", "streaming")]
    public async Task A_way_that_fails_is_not_measured_and_leaves_nothing(string operation, params string[] ways)
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = operation, StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.All(ways, way => Assert.Contains($"  {way} takes no part: ", outcome.Errors, StringComparison.Ordinal));
        Assert.Equal("notmeasured", Verdicts(outcome)["61 to 75 % less time: server_side_copy"]);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Where_every_way_fails_there_is_no_report()
    {
        Store.Source.DenyReadOf(static _ => true);
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        outcome.AssertComplains(3, "nothing_measured", "traditional: ", "server_side_copy: ", "streaming: ");
        AssertClean(outcome, "");
    }

    [Theory]
    [InlineData("2025/two.zip")]
    [InlineData("2025/\u0001 a+b%20c.zip")]
    public async Task Uploads_that_a_round_could_not_abort_are_aborted(string key)
    {
        Store.Source.Put(key, new byte[2_000_000]);
        using IDisposable parts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPart", StatusCode = 403, Code = "AccessDenied" });
        using IDisposable aborts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "AbortMultipartUpload", StatusCode = 403, Code = "AccessDenied", Times = 1 });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Single(Store.Requests, static request => request is { Operation: "AbortMultipartUpload", StatusCode: 403 });
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_bucket_whose_versions_are_suspended_keeps_no_delete_markers()
    {
        Store.Destination.IsVersioned = true;
        Store.Destination.IsVersioned = false;
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Where_versions_may_not_be_looked_at_nothing_moves()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListObjectVersions", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        outcome.AssertComplains(3, "could not be looked at (403 AccessDenied", "s3:ListBucketVersions", $"bucket 'lake', below '{Prefix()}'");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_store_that_does_not_know_versions_keeps_none()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.NotImplemented, Operation = "ListObjectVersions" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task An_empty_page_that_is_not_the_last_is_no_empty_prefix()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.EmptyTruncated, Operation = "ListObjectsV2", Bucket = "lake", PerKey = true, Times = 1 });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Pages_that_never_end_are_no_empty_prefix()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.EmptyTruncated, Operation = "ListObjectsV2", Bucket = "lake" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        outcome.AssertComplains(3, "says each time that there is more");
        Assert.DoesNotContain(Store.Requests, static request => Writes.Contains(request.Operation));
    }

    /// <summary>One attempt and one retry are all that the configuration has for a request.</summary>
    [Theory]
    [InlineData("DeleteObject", 20)]
    [InlineData("ListObjectsV2", 5)]
    public async Task A_failure_that_passes_while_a_round_is_removed_costs_no_round(string operation, int skip)
    {
        Put(count: 20, size: 100);
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = operation, Bucket = "lake", Skip = skip, Times = 2, StatusCode = 500 });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_way_that_is_given_up_with_objects_that_failed_keeps_the_promise_from_holding()
    {
        Put(count: 3, size: 100);
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Keys = static key => key == "2025/two/0001.zip", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal("doesnothold", Verdicts(outcome)["No object fails"]);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_first_object_that_is_larger_than_any_sample_may_be_is_refused()
    {
        Store.Source.AddVirtual(1, static _ => "2020/huge.zip", static _ => 5_000_000_001);
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes");
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
    public async Task A_page_is_written_to_a_new_file_only_and_not_at_all_where_nothing_was_compared()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            Store.Source.DenyReadOf(static _ => true);
            (await Store.RunAsync("--compare", "--yes", "--html", file)).AssertComplains(3, "nothing_measured");
            Assert.False(File.Exists(file));

            Store.Source.DenyReadOf(static _ => false);
            QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes", "--html", file);
            Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
            string page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.Contains("</html>", page, StringComparison.Ordinal);

            int asked = Store.Requests.Count;
            (await Store.RunAsync("--compare", "--yes", "--html", file)).AssertComplains(2, "is there already");
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
            using QuickStartProcess program = QuickStartProcess.Start(["--compare", "--yes", "--config", pipe], Store.Environment);
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
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--yes", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Dictionary<string, string> verdicts = Verdicts(outcome);
        Assert.Equal("notmeasured", verdicts["61 to 75 % less time: server_side_copy"]);
        Assert.NotEqual("notmeasured", verdicts["61 to 75 % less time: streaming"]);
        Assert.Contains("two stores", outcome.Errors, StringComparison.Ordinal);
        AssertClean(outcome, "");
    }

    /// <summary>Killed, the process of a round would leave uploads that here nobody may list.</summary>
    [Fact]
    public async Task A_signal_lets_the_process_of_a_round_abort_its_uploads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 2_000_000);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(100) });
        using IDisposable unlistable = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListMultipartUploads", StatusCode = 403, Code = "AccessDenied" });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        while (Store.Destination.OpenUploads == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await program.SendAsync("-TERM");
        QuickStartOutcome outcome = await program.WaitAsync();
        outcome.AssertComplains(3, "whether uploads are left could not be seen", "s3:ListBucketMultipartUploads", $"bucket 'lake', below '{Prefix()}'");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task The_process_of_a_round_does_not_outlive_a_comparison_that_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 2_000_000);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(100) });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        while (Store.Destination.OpenUploads == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await program.SendAsync("-KILL");
        while (Store.Destination.OpenUploads > 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        int copied = Store.Destination.Keys.Count();
        Assert.True(copied < 50, $"{copied} of 50 objects: the round went on.");
    }

    [Theory]
    [InlineData("-HUP", 129)]
    [InlineData("-QUIT", 131)]
    public async Task Whatever_signal_asks_it_to_stop_nothing_is_left(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 100);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(50) });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        await program.SignalAsync(signal);
        QuickStartOutcome outcome = await program.WaitAsync();
        outcome.AssertComplains(exitCode, "canceled", "nothing is left below");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_second_signal_says_what_it_leaves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 100);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(50) });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        await program.SignalAsync("-TERM");
        await program.SendAsync("-TERM");
        QuickStartOutcome outcome = await program.WaitDirtyAsync();
        outcome.AssertComplains(143, "left_behind", $"bucket 'lake', below '{Prefix()}'", "aws s3 rm --recursive");
    }

    [Fact]
    public async Task A_signal_in_a_round_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 2_000_000);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(30) });
        Store.Destination.Put("kept.zip", new byte[7]);
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        await program.SignalAsync("-TERM");
        QuickStartOutcome outcome = await program.WaitAsync();
        outcome.AssertComplains(143, "canceled", "nothing is left below");
        AssertClean(outcome, "", "kept.zip");
    }

    [Fact]
    public async Task Nothing_selected_is_exit_3_and_bad_options_are_exit_2_as_without_it()
    {
        Store.Options["Source"]!["Prefix"] = "2052/";
        (await Store.RunAsync("--compare", "--yes")).AssertComplains(3, "source_empty", "Source.Prefix");
        Store.Options["MaxConcurrency"] = 0;
        QuickStartOutcome collecting = await Store.RunAsync();
        QuickStartOutcome comparing = await Store.RunAsync("--compare", "--yes");
        Assert.Equal((2, collecting.Errors), (comparing.ExitCode, comparing.Errors));
        Store.Options.Remove("MaxConcurrency");
        Store.Options["DryRun"] = true;
        (await Store.RunAsync("--compare", "--yes")).AssertComplains(2, "DryRun");
        Assert.DoesNotContain(Store.Requests, static request => Writes.Contains(request.Operation));
    }

    [Theory]
    [InlineData("--html needs --compare", "--html", "x.html")]
    [InlineData("--yes needs --compare and --config", "--yes")]
    [InlineData("--yes needs --compare and --config", "--yes", "--compare")]
    [InlineData("without --mode, --repeat", "--compare", "--mode", "auto", "--repeat", "2")]
    [InlineData("without --dry-run", "--compare", "--dry-run")]
    [InlineData("without --check", "--compare", "--check")]
    [InlineData("without --verbose", "--compare", "--verbose")]
    [InlineData("no terminal to ask at: give --yes", "--compare", "--config", "x.json")]
    [InlineData("--html needs the name of a file", "--compare", "--html", "")]
    public async Task Arguments_that_contradict_a_comparison_are_exit_2(string said, params string[] arguments)
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync(arguments);
        outcome.AssertComplains(2, said);
        Assert.Equal("", outcome.Output);
    }

    private void Put(int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            Store.Source.Put($"2025/two/{i:D4}.zip", new byte[size]);
        }
    }

    /// <summary>The one prefix that anything was written to.</summary>
    private string Prefix()
    {
        string key = Store.Requests.First(static request => request.Operation == "PutObject").Key!;
        return key[..(key.LastIndexOf('/') + 1)];
    }

    private void AssertClean(QuickStartOutcome outcome, string destinationPrefix, params string[] kept)
    {
        Assert.True(kept.SequenceEqual(Store.Destination.Keys), $"{string.Join(", ", Store.Destination.Keys)} {outcome.Output} {outcome.Errors}");
        Assert.Equal(0, Store.Destination.OpenUploads);
        string prefix = Prefix();
        Assert.Matches($"^{destinationPrefix}archivetransfer-compare-[0-9a-f]{{32}}/$", prefix);
        S3RequestRecord[] writes = [.. Store.Requests.Where(static request => Writes.Contains(request.Operation))];
        Assert.All(writes, write => Assert.True(write.Bucket == "lake" && write.Key!.StartsWith(prefix, StringComparison.Ordinal), $"{write.Operation} {write.RawTarget}"));
        Assert.All(writes.Select(static write => write.Key!).Distinct(), key => Assert.Empty(Store.Destination.Versions(key)));
    }

    private static Dictionary<string, string> Verdicts(QuickStartOutcome outcome) => outcome.Json().GetProperty("verdicts").EnumerateArray().ToDictionary(
        static verdict => verdict.GetProperty("promise").GetString()!,
        static verdict => verdict.GetProperty("verdict").GetString()!.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant());
}
