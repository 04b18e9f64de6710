using ArchiveTransfer.Collection;
using ArchiveTransfer.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;
using static ArchiveTransfer.ArchiveCollectionCheckStatus;

namespace ArchiveTransfer.Checking;

public sealed class CheckTests : S5cmdCollectionTest
{
    private static readonly string[] _plain = ["source.list", "source.read", "destination.list", "destination.write", "strategy.server_side_copy", "strategy.streaming", "strategy.traditional", "strategy", "copy"];

    [Fact]
    public async Task Where_everything_is_well_it_says_so_with_the_documented_requests_and_leaves_nothing()
    {
        Source.Put("data/", ReadOnlyMemory<byte>.Empty);
        Source.Put("data/a.zip", Bytes(1_000));

        ArchiveCollectionCheck check = await CheckAsync(static options => (options.Source.Prefix, options.Destination.Prefix) = ("data/", "lake/"));

        Assert.True(check.CanRun, Show(check));
        Assert.Equal(_plain, check.Items.Select(static item => item.Name));
        Assert.All(check.Items, static item => Assert.Equal((item.Name == "copy" ? NotChecked : Passed, null), (item.Status, item.ErrorCode)));
        Assert.Equal("'data/a.zip' can be read.", Item(check, "source.read").Message);
        Assert.Equal("'lake/lake/' can be written. Rights to a KMS key show with the first object only.", Item(check, "destination.write").Message);
        Assert.Equal("An object such as 'data/a.zip' would take this way: server_side_copy: one store serves both sides.", Item(check, "strategy").Message);
        Assert.Contains("is known with the first object", Item(check, "copy").Message, StringComparison.Ordinal);
        Assert.Equal(
            ["ListObjectsV2 archive", "GetObject archive data/a.zip", "ListObjectsV2 lake", "CreateMultipartUpload lake lake/.archivetransfer-check-", "AbortMultipartUpload lake lake/.archivetransfer-check-", "ListParts lake lake/.archivetransfer-check-"],
            Requests());
        Assert.Equal(1, Assert.Single(Simulator.Requests, static request => request.Operation == "GetObject").BytesOut);
        AssertUntouched();
    }

    [Fact]
    public async Task An_empty_source_fails_like_the_run_would_unless_it_may_be_empty()
    {
        const string Empty = "'archive/' can be listed, and is empty: a run would select nothing. Check Source.Prefix.";
        ArchiveCollectionCheck check = await CheckAsync();
        AssertFails(check, "source.list", TransferErrorCodes.SourceEmpty, Empty);
        Assert.Equal(NotChecked, Item(check, "source.read").Status);
        Assert.StartsWith("An object of 1 byte would take this way: ", Item(check, "strategy").Message, StringComparison.Ordinal);
        Assert.Equal(TransferErrorCodes.SourceEmpty, (await CollectAsync()).Error?.Code);

        check = await CheckAsync(static options => options.Sanity.AllowEmptySource = true);
        Assert.True(check.CanRun, Show(check));
        Assert.Equal((Passed, Empty), (Item(check, "source.list").Status, Item(check, "source.list").Message));
        AssertUntouched();
    }

    [Fact]
    public async Task Globs_that_select_nothing_of_a_listing_that_is_over_fail_like_the_run_would()
    {
        Source.Put("a.txt", Bytes(10));
        AssertFails(await CheckAsync(static options => options.Include.Add("*.zip")), "source.list", TransferErrorCodes.SourceEmpty, "Include and Exclude select nothing of it");
    }

    [Fact]
    public async Task What_no_glob_selects_says_nothing_of_what_may_be_read()
    {
        for (int i = 0; i < 12; i++)
        {
            Source.Put($"a{i:D2}.private", Bytes(10));
        }

        Source.Put("b.zip", Bytes(10));
        Source.DenyReadOf(static key => key.EndsWith(".private", StringComparison.Ordinal));

        ArchiveCollectionCheck check = await CheckAsync(static options => options.Include.Add("*.zip"));

        Assert.True(check.CanRun, Show(check));
        Assert.Equal((Passed, NotChecked), (Item(check, "source.list").Status, Item(check, "source.read").Status));
        Assert.Contains("Include and Exclude select nothing", Item(check, "source.read").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Simulator.Requests, static request => request.Operation == "GetObject");
    }

    [Fact]
    public async Task One_object_that_is_refused_is_not_all_of_them()
    {
        for (int i = 0; i < 8; i++)
        {
            Source.Put($"k{i}", Bytes(10));
        }

        Source.DenyReadOf(static key => key == "k0");
        ArchiveCollectionCheck check = await CheckAsync();
        Assert.True(check.CanRun, Show(check));
        Assert.Equal("'k1' can be read. 'k0' cannot (AccessDenied).", Item(check, "source.read").Message);

        Source.DenyReadOf(static _ => true);
        AssertFails(await CheckAsync(), "source.read", TransferErrorCodes.AccessDenied, "'k0'");
        Assert.Equal(["k0", "k1", "k0", "k1", "k2", "k3", "k4"], Simulator.Requests.Where(static request => request.Operation == "GetObject").Select(static request => request.Key));
    }

    [Fact]
    public async Task A_staging_directory_that_cannot_be_made_fails_in_the_traditional_mode_only()
    {
        Source.Put("a.zip", Bytes(10));
        string file = Path.GetTempFileName();
        string root = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            ArchiveCollectionCheck check = await CheckAsync(options => (options.OperationMode, options.Staging.Directory) = (OperationMode.Traditional, Path.Combine(file, "below")));
            AssertFails(check, "staging.write", TransferErrorCodes.StagingFailed, "Set Staging.Directory");
            Assert.DoesNotContain((await CheckAsync(options => options.Staging.Directory = Path.Combine(file, "below"))).Items, static item => item.Name == "staging.write");

            check = await CheckAsync(options => (options.OperationMode, options.Staging.Directory) = (OperationMode.Traditional, Path.Combine(root, "a", "b")));
            Assert.True(check.CanRun, Show(check));
            Assert.Equal(Passed, Item(check, "staging.write").Status);
            Assert.False(Directory.Exists(root));
        }
        finally
        {
            File.Delete(file);
            if (Directory.Exists(root))
            {
                Directory.Delete(root, recursive: true);
            }
        }
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_fails_and_one_that_can_leaves_nothing()
    {
        Source.Put("a.zip", Bytes(10));
        string root = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string other = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(other, "somebody's", TestContext.Current.CancellationToken);
            AssertFails(await CheckAsync(options => options.Report.Path = other), "report.write", TransferErrorCodes.ReportFailed, "Set Report.Path");
            Assert.Equal("somebody's", await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));

            ArchiveCollectionCheck check = await CheckAsync(options => options.Report.Path = Path.Combine(root, "a", "{run_id}.jsonl"));
            Assert.True(check.CanRun, Show(check));
            Assert.Equal(Passed, Item(check, "report.write").Status);
            Assert.False(Directory.Exists(root));

            AssertFails(await CheckAsync(options => options.Report.Path = Path.GetTempPath().TrimEnd('/')), "report.write", TransferErrorCodes.ReportFailed, "Set Report.Path");

            const string Begun = "{\"run\":{\"schema\":1}}\nhalf a li";
            await File.WriteAllTextAsync(other, Begun, TestContext.Current.CancellationToken);
            Assert.True((await CheckAsync(options => options.Report.Path = other)).CanRun);
            Assert.Equal(Begun, await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(other);
        }
    }

    [Fact]
    public async Task An_object_without_a_byte_is_read_by_its_headers()
    {
        Source.Put("empty", ReadOnlyMemory<byte>.Empty);
        ArchiveCollectionCheck check = await CheckAsync();
        Assert.Equal((Passed, "'empty' can be read."), (Item(check, "source.read").Status, Item(check, "source.read").Message));
        Assert.Contains("HeadObject archive empty", Requests());
    }

    [Fact]
    public async Task What_globs_select_is_read_before_what_they_do_not()
    {
        Source.Put("a.txt", Bytes(10));
        Source.Put("b.zip", Bytes(10));
        Assert.Equal("'b.zip' can be read.", Item(await CheckAsync(static options => options.Include.Add("*.zip")), "source.read").Message);
    }

    [Fact]
    public async Task An_archived_object_proves_nothing_and_is_not_asked_for()
    {
        Source.Put("cold.zip", Bytes(10));
        Source.Archive("cold.zip");
        ArchiveCollectionCheck check = await CheckAsync();
        Assert.Equal(NotChecked, Item(check, "source.read").Status);
        Assert.True(check.CanRun, Show(check));
        Assert.DoesNotContain(Simulator.Requests, static request => request.Operation == "GetObject");
    }

    [Theory]
    [InlineData("source.list", false, true, true, "Probably missing: s3:ListBucket on arn:aws:s3:::private for the identity of the source.")]
    [InlineData("source.read", true, false, true, "Probably missing: s3:GetObject on arn:aws:s3:::private/data/* for the identity of the source.")]
    public async Task A_right_that_is_missing_at_the_source_is_named(string item, bool list, bool read, bool others, string missing)
    {
        S3Bucket hidden = Simulator.AddBucket("private", Publisher);
        hidden.Put("data/a.zip", Bytes(10));
        S3Identity reader = Simulator.AddIdentity("reader");
        hidden.Grant(reader, read: read, list: list);

        ArchiveCollectionCheck check = await CheckAsync(
            static options => (options.Source.Bucket, options.Source.Prefix, options.Source.Anonymous) = ("private", "data/", false),
            new ArchiveCollectionComponents { SourceCredentials = CredentialsOf(reader) });

        AssertFails(check, item, TransferErrorCodes.AccessDenied, missing);
        Assert.Equal(others, Item(check, "destination.write").Status == Passed);
        AssertUntouched();
    }

    [Fact]
    public async Task A_bucket_that_is_not_public_is_not_for_everybody()
    {
        Source.IsPublic = false;
        AssertFails(await CheckAsync(), "source.list", TransferErrorCodes.AccessDenied, "Probably missing: s3:ListBucket on arn:aws:s3:::archive for everybody, because Source.Anonymous is true.");
    }

    [Theory]
    [InlineData("destination.list", false, true, "Probably missing: s3:ListBucket on arn:aws:s3:::foreign for the identity of the destination.")]
    [InlineData("destination.write", true, false, "Probably missing: s3:PutObject, s3:PutObjectTagging on arn:aws:s3:::foreign/in/* for the identity of the destination.")]
    public async Task A_right_that_is_missing_at_the_destination_is_named(string item, bool list, bool write, string missing)
    {
        Source.Put("a.zip", Bytes(10));
        S3Bucket foreign = Simulator.AddBucket("foreign", Publisher);
        S3Identity writer = Simulator.AddIdentity("writer");
        foreign.Grant(writer, list: list, write: write);

        ArchiveCollectionCheck check = await CheckAsync(
            static options =>
            {
                (options.Destination.Bucket, options.Destination.Prefix) = ("foreign", "in/");
                options.Destination.Tags["team"] = "data";
            },
            new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(writer) });

        AssertFails(check, item, TransferErrorCodes.AccessDenied, missing);
        Assert.Equal(Passed, Item(check, item == "destination.list" ? "destination.write" : "destination.list").Status);
        Assert.Equal((0, 0), (foreign.OpenUploads, foreign.Count));
    }

    [Fact]
    public async Task What_a_run_does_not_need_stops_nothing()
    {
        Source.Put("a.zip", Bytes(10));
        S3Bucket foreign = Simulator.AddBucket("foreign", Publisher);
        S3Identity writer = Simulator.AddIdentity("writer");
        foreign.Grant(writer, write: true);
        ArchiveCollectionCheck check = await CheckAsync(
            static options => (options.Destination.Bucket, options.Overwrite) = ("foreign", OverwriteMode.Always), new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(writer) });
        Assert.Equal((Failed, false, true), (Item(check, "destination.list").Status, Item(check, "destination.list").Required, check.CanRun));

        foreign.Grant(writer, list: true);
        check = await CheckAsync(
            static options => (options.Destination.Bucket, options.DryRun) = ("foreign", true), new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(writer) });
        Assert.Equal((Failed, false, true), (Item(check, "destination.write").Status, Item(check, "destination.write").Required, check.CanRun));

        Source.DenyReadOf(static _ => true);
        check = await CheckAsync(static options => options.OperationMode = OperationMode.DirectSync);
        Assert.Equal((Failed, false, true), (Item(check, "source.read").Status, Item(check, "source.read").Required, check.CanRun));
        check = await CheckAsync();
        Assert.Equal((Failed, true, false), (Item(check, "source.read").Status, Item(check, "source.read").Required, check.CanRun));
    }

    [Theory]
    [InlineData("source.list")]
    [InlineData("destination.list")]
    public async Task A_missing_bucket_is_named_by_its_side(string item)
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionCheck check = await CheckAsync(options => (item == "source.list" ? (S3LocationOptions)options.Source : options.Destination).Bucket = "nowhere");
        AssertFails(check, item, TransferErrorCodes.BucketNotFound, "'nowhere'");
        Assert.Equal(item == "destination.list" ? Failed : Passed, Item(check, "destination.write").Status);
    }

    [Fact]
    public async Task Wrong_credentials_are_named_and_stay_secret()
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionCheck check = await CheckAsync(parts: new ArchiveCollectionComponents { DestinationCredentials = new Amazon.Runtime.BasicAWSCredentials(Collector.AccessKey, "wrong-and-secret") });
        AssertFails(check, "destination.list", TransferErrorCodes.InvalidCredentials, "credentials of the destination");
        Assert.Equal((Failed, TransferErrorCodes.InvalidCredentials), (Item(check, "destination.write").Status, Item(check, "destination.write").ErrorCode));
        Assert.DoesNotContain("wrong-and-secret", Show(check), StringComparison.Ordinal);
        AssertUntouched();
    }

    [Theory]
    [InlineData("source.list")]
    [InlineData("destination.list")]
    public async Task A_profile_that_is_not_there_is_an_item_and_no_exception(string item)
    {
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(options =>
        {
            (options.Source.Bucket, options.Source.ServiceUrl, options.Source.Anonymous) = (Source.Name, Simulator.Endpoint, item != "source.list");
            (options.Destination.Bucket, options.Destination.ServiceUrl) = (Lake.Name, Simulator.Endpoint);
            (item == "source.list" ? (S3LocationOptions)options.Source : options.Destination).Profile = "nobody-has-such-a-profile";
        });

        ArchiveCollectionCheck check = await workflow.CheckAsync(Cancellation);

        AssertFails(check, item, TransferErrorCodes.InvalidCredentials, "nobody-has-such-a-profile");
        Assert.All(check.Items.Where(found => found.Name != item), static found => Assert.Equal(NotChecked, found.Status));
    }

    [Theory]
    [InlineData("source.list")]
    [InlineData("destination.list")]
    public async Task An_endpoint_that_cannot_be_reached_is_named_by_its_side(string item)
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionCheck check = await CheckAsync(options => (item == "source.list" ? (S3LocationOptions)options.Source : options.Destination).ServiceUrl = new Uri("http://127.0.0.1:1"));
        AssertFails(check, item, TransferErrorCodes.EndpointUnreachable, "127.0.0.1:1");
        Assert.StartsWith("An object ", Item(check, "strategy").Message, StringComparison.Ordinal);
        Assert.Contains("streaming: through this machine's memory; server_side_copy: source and destination are two stores", Item(check, "strategy").Message, StringComparison.Ordinal);
        Assert.Equal((Failed, "server_side_copy: source and destination are two stores."), (Item(check, "strategy.server_side_copy").Status, Item(check, "strategy.server_side_copy").Message));
        Assert.Equal("No object would be copied by the store.", Item(check, "copy").Message);
    }

    [Fact]
    public async Task A_wrong_region_is_named_with_the_right_one()
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionCheck check = await CheckAsync(static options => (options.Destination.Region, options.CrossRegionOptimization) = ("ap-south-1", false));
        AssertFails(check, "destination.list", TransferErrorCodes.WrongRegion, "'us-east-1'");

        // A run would learn it and go on; so does the check, and says what to set.
        check = await CheckAsync(static options => options.Destination.Region = "ap-south-1");
        Assert.True(check.CanRun);
        Assert.Contains(check.Warnings, static warning => warning.Contains("ap-south-1", StringComparison.Ordinal) && warning.Contains("us-east-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_stores_leave_a_direct_mode_no_way()
    {
        Source.Put("a.zip", Bytes(10));
        await using S3Simulator other = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        other.AddBucket("lake");
        ArchiveCollectionCheck check = await CheckAsync(
            options => (options.Destination.ServiceUrl, options.OperationMode) = (other.Endpoint, OperationMode.DirectSync),
            new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(other.Owner) });
        AssertFails(check, "strategy", TransferErrorCodes.NoStrategy, "source and destination are two stores");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Versioned_and_locked_buckets_are_as_they_were(bool locked)
    {
        Source.Put("a.zip", Bytes(10));
        Lake.IsVersioned = true;
        if (locked)
        {
            Lake.HasObjectLock = true;
            Lake.DefaultRetention = TimeSpan.FromDays(365);
        }

        Lake.Put("old.zip", Bytes(5));
        string before = Lake.ComputeChecksum();

        ArchiveCollectionCheck check = await CheckAsync();

        Assert.True(check.CanRun, Show(check));
        Assert.Equal((before, 0, 1), (Lake.ComputeChecksum(), Lake.OpenUploads, (int)Lake.Count));
        string key = Simulator.Requests.Single(static request => request.Operation == "CreateMultipartUpload").Key!;
        Assert.Empty(Lake.Versions(key));
    }

    [Fact]
    public async Task The_upload_has_the_attributes_of_real_writes()
    {
        Source.Put("a.zip", Bytes(10));
        await CheckAsync(static options =>
        {
            options.Destination.StorageClass = "STANDARD_IA";
            options.Destination.Encryption = new EncryptionOptions { Algorithm = "aws:kms", KmsKeyId = "alias/lake" };
            options.Destination.Tags["team"] = "data";
        });
        IReadOnlyDictionary<string, string> headers = Simulator.Requests.Single(static request => request.Operation == "CreateMultipartUpload").Headers;
        Assert.Equal(("STANDARD_IA", "aws:kms", "alias/lake", "team=data"), (headers["x-amz-storage-class"], headers["x-amz-server-side-encryption"], headers["x-amz-server-side-encryption-aws-kms-key-id"], headers["x-amz-tagging"]));
    }

    [Fact]
    public async Task A_lost_answer_leaves_no_upload_either()
    {
        Source.Put("a.zip", Bytes(10));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CreateMultipartUpload", Times = 1 });
        ArchiveCollectionCheck check = await CheckAsync();
        Assert.True(check.CanRun, Show(check));
        Assert.Equal(2, Simulator.Requests.Count(static request => request.Operation == "CreateMultipartUpload"));
        AssertUntouched();
    }

    [Fact]
    public async Task A_cancellation_between_begin_and_abort_leaves_no_upload()
    {
        Source.Put("a.zip", Bytes(10));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using IDisposable arrived = CancelsAtCreate(cancel);
        await using ArchiveCollectionWorkflow workflow = Workflow();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workflow.CheckAsync(cancel.Token));

        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Contains(Simulator.Requests, static request => request is { Operation: "AbortMultipartUpload", StatusCode: 204 });
        AssertUntouched();
    }

    [Fact]
    public async Task A_cancellation_says_which_upload_may_be_left()
    {
        Source.Put("a.zip", Bytes(10));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using IDisposable denied = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "AbortMultipartUpload", StatusCode = 403, Code = "AccessDenied" });
        using IDisposable arrived = CancelsAtCreate(cancel);
        await using ArchiveCollectionWorkflow workflow = Workflow();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workflow.CheckAsync(cancel.Token));

        Assert.Equal(1, Lake.OpenUploads);
        string key = Simulator.Requests.First(static request => request.Operation == "CreateMultipartUpload").Key!;
        Assert.StartsWith("The check was cancelled. The upload '", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($"' of '{key}' was begun and could not be aborted (AccessDenied); abort it, or let a lifecycle rule do so.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_that_loses_the_answer_of_the_begin_leaves_no_upload()
    {
        Source.Put("a.zip", Bytes(10));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using IDisposable arrived = CancelsAtCreate(cancel);
        using IDisposable stall = Simulator.Inject(new S3Fault { Kind = S3Fault.StallBody, Operation = "CreateMultipartUpload" });
        await using ArchiveCollectionWorkflow workflow = Workflow(static options => options.SettleTimeout = TimeSpan.FromSeconds(1));

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workflow.CheckAsync(cancel.Token));

        Assert.Equal("The check was cancelled; it has left nothing behind.", exception.Message);
        AssertUntouched();
    }

    [Fact]
    public async Task Looking_for_lost_uploads_is_tried_again_and_ends()
    {
        Source.Put("a.zip", Bytes(10));
        using (Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CreateMultipartUpload", Times = 1 }))
        using (Simulator.Inject(new S3Fault { Kind = S3Fault.SlowDown, Operation = "ListMultipartUploads", Times = 1 }))
        {
            Assert.DoesNotContain("An answer was lost", Show(await CheckAsync()), StringComparison.Ordinal);
            AssertUntouched();
        }

        using IDisposable lost = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CreateMultipartUpload", Times = 1 });
        using IDisposable stall = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "ListMultipartUploads" });
        ArchiveCollectionCheck check = await CheckAsync(static options => options.AttemptTimeout = TimeSpan.FromSeconds(1));
        Assert.Contains("An answer was lost, and whether it left an upload of ", Item(check, "destination.write").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_to_list_uploads_is_named_where_it_is_needed()
    {
        Source.Put("a.zip", Bytes(10));
        using IDisposable lost = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CreateMultipartUpload", Times = 1 });
        using IDisposable denied = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListMultipartUploads", StatusCode = 403, Code = "AccessDenied" });
        Assert.Contains("Probably missing: s3:ListBucketMultipartUploads on arn:aws:s3:::lake for the identity of the destination.", Item(await CheckAsync(), "destination.write").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "AccessDenied", TransferErrorCodes.AccessDenied, true)]
    [InlineData(500, "InternalError", TransferErrorCodes.StoreUnavailable, false)]
    public async Task An_abort_that_fails_is_a_missing_right_only_where_it_is_refused(int status, string code, string expected, bool missing)
    {
        Source.Put("a.zip", Bytes(10));
        // An upload whose answer was lost beside one that was not: each is complained of once.
        using IDisposable lost = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CreateMultipartUpload", Times = 1 });
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "AbortMultipartUpload", StatusCode = status, Code = code });

        ArchiveCollectionCheck check = await CheckAsync();

        AssertFails(check, "destination.write", expected, $"could not be aborted ({code})");
        string message = Item(check, "destination.write").Message;
        Assert.Equal(missing, message.Contains("Probably missing: s3:AbortMultipartUpload", StringComparison.Ordinal));
        Assert.Equal(2, message.Split("The upload '").Skip(1).Select(static part => part.Split('\'')[0]).Distinct().Count());
        Assert.Equal(3, message.Split("The upload '").Length);
        Assert.DoesNotContain(check.Warnings, static warning => warning.Contains("upload", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_else_a_refusal_may_mean_is_named_beside_the_right()
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionCheck check = await CheckAsync(static options => options.Destination.ExpectedBucketOwner = "999999999999");
        AssertFails(check, "destination.write", TransferErrorCodes.AccessDenied, "Or the bucket is not owned by '999999999999', which Destination.ExpectedBucketOwner demands.");

        Source.RequesterPays = true;
        check = await CheckAsync(static options => options.Source.Anonymous = false, new ArchiveCollectionComponents { SourceCredentials = CredentialsOf(Collector) });
        Assert.Contains("Or the bucket lets requesters pay, and Source.RequesterPays is false.", Show(check), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn-north-1", "arn:aws-cn:s3:::foreign/*")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:s3:::foreign/*")]
    public async Task A_resource_is_named_in_the_partition_of_its_region(string region, string resource)
    {
        Source.Put("a.zip", Bytes(10));
        Simulator.AddBucket("foreign", Publisher);
        ArchiveCollectionCheck check = await CheckAsync(options => (options.Destination.Bucket, options.Destination.Region) = ("foreign", region), new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(Simulator.AddIdentity("writer")) });
        Assert.Contains(resource, Item(check, "destination.write").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_are_not_valid_throw()
    {
        bool spoil = false;
        await using ArchiveCollectionWorkflow workflow = Workflow(options => options.Retry.MaxRetryAttempts = spoil ? -1 : 1);
        spoil = true;
        Assert.Equal(TransferErrorCodes.InvalidOptions, (await Assert.ThrowsAsync<ArchiveTransferException>(() => workflow.CheckAsync(Cancellation))).ErrorCode);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task S5cmd_is_named_with_its_version_or_why_it_takes_no_part()
    {
        Source.Put("a.zip", Bytes(10));

        ArchiveCollectionCheck check = await CheckAsync(By(StandIn()), Parts());
        Assert.True(check.CanRun, Show(check));
        Assert.Equal(Passed, Item(check, "strategy.s5cmd").Status);
        Assert.StartsWith("s5cmd: preferred. s5cmd 2.", Item(check, "strategy.s5cmd").Message, StringComparison.Ordinal);
        Assert.StartsWith("An object such as 'a.zip' would take this way: s5cmd: preferred", Item(check, "strategy").Message, StringComparison.Ordinal);
        Assert.Equal(0, ChildrenStarted);

        check = await CheckAsync(By("/nowhere/s5cmd"), Parts());
        Assert.True(check.CanRun, Show(check));
        Assert.Equal((Failed, false), (Item(check, "strategy.s5cmd").Status, Item(check, "strategy.s5cmd").Required));
        Assert.Contains("/nowhere/s5cmd", Item(check, "strategy.s5cmd").Message, StringComparison.Ordinal);

        check = await CheckAsync(By("/nowhere/s5cmd", static options => options.DirectEngine = DirectEngine.S5cmd), Parts());
        AssertFails(check, "strategy", TransferErrorCodes.NoStrategy, "/nowhere/s5cmd");
        Assert.Equal(Failed, Item(check, "strategy.s5cmd").Status);
    }

    [Theory]
    [InlineData(OperationMode.Traditional, "strategy.traditional")]
    [InlineData(OperationMode.DirectSync, "strategy.server_side_copy")]
    public async Task Only_strategies_of_the_mode_are_looked_at(OperationMode mode, string strategy)
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionCheck check = await CheckAsync(options => options.OperationMode = mode);
        Assert.Equal([strategy], check.Items.Select(static item => item.Name).Where(static name => name.StartsWith("strategy.", StringComparison.Ordinal)));
    }

    /// <summary>Looked at when the request has arrived, and never struck.</summary>
    private IDisposable CancelsAtCreate(CancellationTokenSource cancel) => Simulator.Inject(new S3Fault
    {
        Kind = S3Fault.ResetBeforeAct,
        Operation = "CreateMultipartUpload",
        Keys = _ =>
        {
            cancel.Cancel();
            return false;
        },
    });

    private async Task<ArchiveCollectionCheck> CheckAsync(Action<ArchiveCollectionOptions>? configure = null, ArchiveCollectionComponents? parts = null)
    {
        await using ArchiveCollectionWorkflow workflow = Workflow(configure, parts);
        return await workflow.CheckAsync(Cancellation);
    }

    private static ArchiveCollectionCheckItem Item(ArchiveCollectionCheck check, string name) => Assert.Single(check.Items, item => item.Name == name);

    private static void AssertFails(ArchiveCollectionCheck check, string name, string code, string words)
    {
        ArchiveCollectionCheckItem item = Item(check, name);
        Assert.Equal((Failed, true, code), (item.Status, item.Required, item.ErrorCode));
        Assert.Contains(words, item.Message, StringComparison.Ordinal);
        Assert.False(check.CanRun, Show(check));
    }

    private void AssertUntouched() => Assert.Equal((0, 0), (Lake.OpenUploads, (int)Lake.Count));

    private IEnumerable<string> Requests() => Simulator.Requests.Select(static request => $"{request.Operation} {request.Bucket} {request.Key?.Split("-check-")[0]}{(request.Key?.Contains("-check-", StringComparison.Ordinal) == true ? "-check-" : "")}".TrimEnd());

    private static string Show(ArchiveCollectionCheck check) => string.Join('\n', check.Items);
}
