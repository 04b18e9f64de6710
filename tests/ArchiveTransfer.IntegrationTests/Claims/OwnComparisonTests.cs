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

        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--json");

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
        QuickStartOutcome outcome = await Store.RunAsync("--compare");
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
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--json");
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
        QuickStartOutcome outcome = await Store.RunAsync("--compare");
        outcome.AssertComplains(3, "access_denied", "s3:PutObject");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Locked_versions_are_told_before_anything_moves_too()
    {
        Store.Destination.HasObjectLock = true;
        (Store.Destination.DefaultRetention, Store.Destination.DefaultRetentionMode) = (TimeSpan.FromDays(1), "COMPLIANCE");
        QuickStartOutcome outcome = await Store.RunAsync("--compare");
        outcome.AssertComplains(3, "1 version, ", "once no lock holds it");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
    }

    [Theory]
    [InlineData("CopyObject", "server_side_copy")]
    [InlineData("GetObject", "traditional", "streaming")]
    public async Task A_way_that_fails_is_not_measured_and_leaves_nothing(string operation, params string[] ways)
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = operation, StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.All(ways, way => Assert.Contains($"  {way} takes no part: ", outcome.Errors, StringComparison.Ordinal));
        Assert.Equal("notmeasured", Verdicts(outcome)["61 to 75 % less time: server_side_copy"]);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Where_every_way_fails_there_is_no_report()
    {
        Store.Source.DenyReadOf(static _ => true);
        QuickStartOutcome outcome = await Store.RunAsync("--compare");
        outcome.AssertComplains(3, "nothing_measured", "traditional: ", "server_side_copy: ", "streaming: ");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Uploads_that_a_round_could_not_abort_are_aborted()
    {
        Store.Source.Put("2025/two.zip", new byte[2_000_000]);
        using IDisposable parts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPart", StatusCode = 403, Code = "AccessDenied" });
        using IDisposable aborts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "AbortMultipartUpload", StatusCode = 403, Code = "AccessDenied", Times = 1 });
        QuickStartOutcome outcome = await Store.RunAsync("--compare");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Single(Store.Requests, static request => request is { Operation: "AbortMultipartUpload", StatusCode: 403 });
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Between_two_stores_what_no_request_can_copy_is_not_measured()
    {
        await using S3Simulator publisher = await S3Simulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        publisher.AddBucket("archive", isPublic: true).Put("one.zip", new byte[1_000]);
        Store.Options["Source"] = new System.Text.Json.Nodes.JsonObject { ["Bucket"] = "archive", ["ServiceUrl"] = publisher.Endpoint.ToString(), ["Anonymous"] = true };
        QuickStartOutcome outcome = await Store.RunAsync("--compare", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Dictionary<string, string> verdicts = Verdicts(outcome);
        Assert.Equal("notmeasured", verdicts["61 to 75 % less time: server_side_copy"]);
        Assert.NotEqual("notmeasured", verdicts["61 to 75 % less time: streaming"]);
        Assert.Contains("two stores", outcome.Errors, StringComparison.Ordinal);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_signal_in_a_round_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 2_000_000);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(30) });
        Store.Destination.Put("kept.zip", new byte[7]);
        using QuickStartProcess program = await Store.StartAsync("--compare");
        await program.SignalAsync("-TERM");
        QuickStartOutcome outcome = await program.WaitAsync();
        outcome.AssertComplains(143, "canceled", "nothing is left below");
        AssertClean(outcome, "", "kept.zip");
    }

    [Fact]
    public async Task Nothing_selected_is_exit_3_and_bad_options_are_exit_2_as_without_it()
    {
        Store.Options["Source"]!["Prefix"] = "2052/";
        (await Store.RunAsync("--compare")).AssertComplains(3, "source_empty", "Source.Prefix");
        Store.Options["MaxConcurrency"] = 0;
        QuickStartOutcome collecting = await Store.RunAsync();
        QuickStartOutcome comparing = await Store.RunAsync("--compare");
        Assert.Equal((2, collecting.Errors), (comparing.ExitCode, comparing.Errors));
        Store.Options.Remove("MaxConcurrency");
        Store.Options["DryRun"] = true;
        (await Store.RunAsync("--compare")).AssertComplains(2, "DryRun");
        Assert.DoesNotContain(Store.Requests, static request => Writes.Contains(request.Operation));
    }

    [Theory]
    [InlineData("--html needs --compare", "--html", "x.html")]
    [InlineData("--yes needs --compare and --config", "--yes")]
    [InlineData("--yes needs --compare and --config", "--yes", "--compare")]
    [InlineData("without --mode, --repeat", "--compare", "--mode", "auto", "--repeat", "2")]
    [InlineData("without --dry-run", "--compare", "--dry-run")]
    [InlineData("without --check", "--compare", "--check")]
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
