using System.Text.Json;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Claims;

/// <summary>What a comparison leaves at stores that make it hard to see, or to remove.</summary>
public sealed class OwnCleanUpTests : OwnComparisonTest
{
    [Fact]
    public async Task A_probe_whose_answer_was_lost_leaves_no_version()
    {
        Store.Destination.IsVersioned = true;
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "PutObject", Bucket = "lake" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "look there once more", $"bucket 'lake', below '{Prefix()}'");
        Assert.True(Store.Requests.Count(static request => request.Operation == "PutObject") > 1);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Whoever_may_not_delete_learns_it_before_anything_moves()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "DeleteObject", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync("--json");
        string probe = $"{Prefix()}probe";
        outcome.AssertComplains(3, "not_removable", $"1 object, '{probe}'", "403 AccessDenied", "s3:DeleteObject.", "aws s3 rm --recursive");
        Assert.Equal([probe], Store.Destination.Keys);
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        Assert.Equal(3, outcome.Json().GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task What_is_to_be_pasted_into_a_shell_means_the_prefix_whatever_is_in_it()
    {
        Store.Options["Destination"]!["Prefix"] = "it's $HOME/";
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "DeleteObject", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "not_removable");
        Assert.Contains($@"aws s3 rm --recursive 's3://lake/it'\''s $HOME/{Prefix()["it's $HOME/".Length..]}' --endpoint-url 'http", outcome.Errors + outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rounds_that_were_made_are_reported_although_what_the_last_one_wrote_stays()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "DeleteObject", Keys = static key => key.Contains("/05/", StringComparison.Ordinal), StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync("--json");
        Assert.True(outcome.ExitCode == 3, $"{outcome.ExitCode} {outcome.Errors}");
        Assert.Contains("quickstart: Not every round was run: What a round wrote could not be removed", outcome.Errors, StringComparison.Ordinal);
        Assert.StartsWith("Not every round was run: ", outcome.Json().GetProperty("given_up")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("holds", Verdicts(outcome)["50 % less bandwidth: server_side_copy"]);
        Assert.All(Store.Destination.Keys, static key => Assert.Contains("/05/", key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Locked_versions_are_told_before_anything_moves_too()
    {
        Store.Destination.HasObjectLock = true;
        (Store.Destination.DefaultRetention, Store.Destination.DefaultRetentionMode) = (TimeSpan.FromDays(1), "COMPLIANCE");
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "1 version, ", "once no lock holds it");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
    }

    [Fact]
    public async Task Uploads_that_a_round_could_not_abort_are_aborted()
    {
        Store.Source.Put("2025/two.zip", new byte[2_000_000]);
        Store.Source.Put("2025/\u0001 a+b%20c.zip", new byte[2_000_000]);
        using IDisposable parts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPart", StatusCode = 403, Code = "AccessDenied" });
        using IDisposable aborts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "AbortMultipartUpload", StatusCode = 403, Code = "AccessDenied", Times = 2 });
        QuickStartOutcome outcome = await CompareAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal(2, Store.Requests.Where(static request => request is { Operation: "AbortMultipartUpload", StatusCode: 403 }).Select(static request => request.Key!.Split('/')[^1]).Distinct().Count());
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Where_versions_may_not_be_looked_at_nothing_moves()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListObjectVersions", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "could not be looked at (403 AccessDenied", "s3:ListBucketVersions", $"bucket 'lake', below '{Prefix()}'");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_store_that_does_not_know_versions_keeps_none()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.NotImplemented, Operation = "ListObjectVersions" });
        QuickStartOutcome outcome = await CompareAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Pages_that_never_end_are_no_empty_prefix()
    {
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.EmptyTruncated, Operation = "ListObjectsV2", Bucket = "lake" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "says each time that there is more");
        Assert.DoesNotContain(Store.Requests, static request => Writes.Contains(request.Operation));
    }

    /// <summary>One attempt and one retry are all that the configuration has for a request; an empty page that is not the last is no empty prefix, and versions that are suspended leave no delete markers.</summary>
    [Fact]
    public async Task Trouble_that_passes_while_a_round_is_removed_costs_no_round_and_leaves_nothing()
    {
        Put(count: 20, size: 100);
        Store.Destination.IsVersioned = true;
        Store.Destination.IsVersioned = false;
        using IDisposable empty = Store.Inject(new S3Fault { Kind = S3Fault.EmptyTruncated, Operation = "ListObjectsV2", Bucket = "lake", PerKey = true, Times = 1 });
        using IDisposable deletions = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "DeleteObject", Bucket = "lake", Skip = 20, Times = 2, StatusCode = 500 });
        using IDisposable listings = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListObjectsV2", Bucket = "lake", Skip = 5, Times = 2, StatusCode = 500 });
        QuickStartOutcome outcome = await CompareAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal(2, Failed("DeleteObject"));
        Assert.Equal(2, Failed("ListObjectsV2"));
        Assert.Contains(Store.Requests, static request => request is { Operation: "ListObjectsV2", Bucket: "lake" } && request.RawTarget.Contains("continuation-token=", StringComparison.Ordinal));
        AssertClean(outcome, "");

        int Failed(string operation) => Store.Requests.Count(request => request.Operation == operation && request.StatusCode == 500);
    }

    [Fact]
    public async Task Nothing_is_copied_into_a_bucket_that_replicates()
    {
        await using AlteringProxy proxy = PutBefore(static (request, answer) =>
        {
            if (request.HttpMethod == "HEAD" && request.RawUrl!.Contains("/probe", StringComparison.Ordinal))
            {
                answer.AddHeader("x-amz-replication-status", "PENDING");
            }

            return null;
        });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "replicates what is written", "PENDING", $"'{Prefix()}probe', may be in the replica");
        Assert.DoesNotContain(Store.Requests, static request => request.Operation is "GetObject" or "CopyObject");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task Where_uploads_are_listed_by_whole_keys_only_they_are_asked_for_by_key()
    {
        Store.Source.Put("2025/two.zip", new byte[2_000_000]);
        await using AlteringProxy proxy = ListsNoUploadsByPrefix();
        using IDisposable parts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPart", StatusCode = 403, Code = "AccessDenied" });
        using IDisposable aborts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "AbortMultipartUpload", StatusCode = 403, Code = "AccessDenied", Times = 1 });
        QuickStartOutcome outcome = await CompareAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Single(Store.Requests, static request => request is { Operation: "AbortMultipartUpload", StatusCode: 403 });
        AssertClean(outcome, "");
    }

    /// <summary>The answer with its id was lost, so that nobody can abort it who does not ask for it by its key.</summary>
    [Fact]
    public async Task An_upload_whose_creation_was_repeated_is_looked_for()
    {
        Store.Source.Put("2025/two.zip", new byte[2_000_000]);
        await using AlteringProxy proxy = ListsNoUploadsByPrefix();
        using IDisposable creation = Store.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CreateMultipartUpload", Times = 1 });
        QuickStartOutcome outcome = await CompareAsync();
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Single(Store.Requests, static request => request is { Operation: "CreateMultipartUpload", StatusCode: 0 });
        Assert.Contains(Store.Requests, static request => request.Operation == "AbortMultipartUpload");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task What_may_come_later_is_said_beside_what_is_left()
    {
        Put(count: 2, size: 100);
        using IDisposable repeated = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Times = 1 });
        using IDisposable deletions = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "DeleteObject", Keys = static key => key.Contains("/00/", StringComparison.Ordinal), StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "left_behind", "- Left in bucket 'lake'", "- What the store was still at when nobody waited for it any more may appear later");
    }

    [Fact]
    public async Task There_is_no_line_to_paste_for_a_prefix_that_cannot_be_seen_as_it_is()
    {
        Store.Options["Destination"]!["Prefix"] = "a\u202e';echo/";
        using IDisposable fault = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "DeleteObject", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "not_removable", @"'a\u202e\';echo/archivetransfer-compare-", "not by a line to paste");
        Assert.DoesNotContain("aws s3 rm", outcome.Errors + outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', outcome.Errors + outcome.Output);
    }

    [Fact]
    public async Task Keys_that_cannot_be_asked_for_are_not_taken_for_keys_without_uploads()
    {
        Store.Source.Put("2025/two.zip", new byte[2_000_000]);
        await using AlteringProxy proxy = ListsNoUploadsByPrefix();
        using IDisposable parts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPart", StatusCode = 403, Code = "AccessDenied" });
        using IDisposable listings = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListMultipartUploads", StatusCode = 403, Code = "AccessDenied" });
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "whether uploads are left could not be seen (403 AccessDenied");
    }

    [Theory]
    [InlineData("versions", "<ListVersionsResult><Name>lake</Name><IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker><NextVersionIdMarker>1</NextVersionIdMarker></ListVersionsResult>")]
    [InlineData("versions", "<ListVersionsResult><Name>lake</Name><IsTruncated>true</IsTruncated></ListVersionsResult>")]
    [InlineData("uploads", "<ListMultipartUploadsResult><Bucket>lake</Bucket><IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker></ListMultipartUploadsResult>")]
    public async Task A_listing_that_goes_on_without_getting_anywhere_proves_nothing(string of, string page)
    {
        Store.Source.Put("2025/two.zip", new byte[2_000_000]);
        using IDisposable parts = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPart", StatusCode = 403, Code = "AccessDenied" });
        await using AlteringProxy proxy = PutBefore((request, _) => request.HttpMethod == "GET" && IsOf(request, of) ? page : null);
        QuickStartOutcome outcome = await CompareAsync();
        outcome.AssertComplains(3, "says each time that there is more", $"In bucket 'lake', below '{Prefix()}'");
    }

    private AlteringProxy ListsNoUploadsByPrefix() => PutBefore(static (request, _) => request.HttpMethod == "GET" && request.QueryString["prefix"]?.EndsWith('/') == true && IsOf(request, "uploads")
        ? "<ListMultipartUploadsResult><Bucket>lake</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
        : null);

    private static bool IsOf(System.Net.HttpListenerRequest request, string subresource) => request.Url!.Query.TrimStart('?').Split('&').Any(part => part == subresource || part == $"{subresource}=");

    private AlteringProxy PutBefore(Func<System.Net.HttpListenerRequest, System.Net.HttpListenerResponse, string?> alter)
    {
        var store = new Uri(Store.Options["Destination"]!["ServiceUrl"]!.GetValue<string>());
        var proxy = new AlteringProxy(store, alter);
        Store.Options["Source"]!["ServiceUrl"] = proxy.Endpoint.ToString();
        Store.Options["Destination"]!["ServiceUrl"] = proxy.Endpoint.ToString();
        return proxy;
    }
}
