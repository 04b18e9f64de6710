using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>What a refusal of one object must not take from the others, nor from itself: the condition, the pin, what was asked for.</summary>
public sealed class KeptGuaranteeTests : RefusingStoreTest
{
    [Fact]
    public async Task A_header_learned_while_others_are_in_flight_drops_no_other_header()
    {
        Source.Put("00000", Bytes((11 << 20) + 1));
        for (int i = 1; i < 400; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        Store.RefusedHeaders["CopyObject:x-amz-tagging-directive"] = 501;
        ArchiveCollectionResult result = await CollectAsync(static options => (options.MultipartThresholdMiB, options.PartSizeMiB, options.MaxConcurrency) = (5, 5, 64));
        int unpinned = Copies.Count(static request => request.StatusCode == 200 && !request.Headers.ContainsKey("x-amz-copy-source-if-match"));
        Assert.True(unpinned == 0 && result.ExtraBytesThroughClient == 0, $"{unpinned} copies unpinned although the store takes the pin;{Say(result)}");
    }

    [Fact]
    public async Task Parts_that_are_not_implemented_do_not_acquit_headers_of_whole_copies()
    {
        Source.AddVirtual(60, static index => Key(index), static index => index < 1 ? 100L << 20 : 10);
        Store.NotImplemented.Add("UploadPartCopy");
        Store.RefusedHeaders["CopyObject:x-amz-tagging-directive"] = 501;
        var said = new List<string>();
        for (int round = 0; round < 3; round++)
        {
            ArchiveCollectionResult result = await CollectAsync(options =>
            {
                (options.MultipartThresholdMiB, options.PartSizeMiB, options.MaxConcurrency) = (5, 5, 64);
                options.Destination.Prefix = $"{round}/";
            });
            if (result is not { Degraded: false, ExtraBytesThroughClient: 0 })
            {
                said.Add($"round {round}: {Say(result)}");
            }
        }

        Assert.True(said.Count == 0, $"{said.Count} of 3 rounds\n{said.FirstOrDefault()}");
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(404, "NoSuchKey")]
    public async Task A_condition_that_was_not_proven_to_be_the_trouble_is_kept_for_all_others(int status, string code)
    {
        for (int i = 0; i < 50; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        // Key 0: refused with 400 for a reason of its own, and then the answer to the unconditional copy is no refusal.
        using IDisposable first = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key == Key(0), StatusCode = 400, Code = "InvalidRequest", Header = "if-none-match" });
        using IDisposable second = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key == Key(0), StatusCode = status, Code = code });
        ArchiveCollectionResult result = await CollectAsync(static options => (options.Overwrite, options.Retry.MaxRetryAttempts) = (OverwriteMode.Never, 1));
        int bare = Copies.Count(static request => request.Key != Key(0) && !request.Headers.ContainsKey("if-none-match"));
        Assert.True(bare == 0, $"{bare} copies of other objects went without if-none-match at a store that honours it{Say(result)}");
    }

    [Fact]
    public async Task Nothing_is_overwritten_under_Never_because_another_object_was_refused()
    {
        for (int i = 0; i < 20; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        using IDisposable first = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key == Key(0), StatusCode = 400, Code = "InvalidRequest", Header = "if-none-match" });
        using IDisposable second = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key == Key(0), StatusCode = 404, Code = "NoSuchKey" });
        byte[] theirs = Bytes(10, 4711);
        string target = Key(10);
        bool placed = false;
        // Somebody else writes the key between the look and the copy of it: the fault's predicate is asked when the copy arrives.
        using IDisposable spy = Simulator.Inject(new S3Fault
        {
            Kind = S3Fault.Error,
            Operation = "CopyObject",
            Keys = key =>
            {
                if (key == target && !placed)
                {
                    placed = true;
                    Lake.Put(target, theirs);
                }

                return false;
            },
        });
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(static options => (options.Overwrite, options.MaxConcurrency) = (OverwriteMode.Never, 1));
        using Stream now = Lake.Get(target)!.Open();
        byte[] content = new byte[10];
        await now.ReadExactlyAsync(content, Cancellation);
        Assert.True(placed && content.SequenceEqual(theirs), $"placed {placed}; {outcomes[target].Status}: somebody else's object was overwritten under Overwrite.Never{Say(result)}");
    }

    [Fact]
    public async Task One_stray_400_does_not_take_the_condition_from_the_run()
    {
        for (int i = 0; i < 50; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        using IDisposable stray = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 400, Code = "InvalidRequest", Times = 1 });
        ArchiveCollectionResult result = await CollectAsync(static options => options.Overwrite = OverwriteMode.Never);
        int bare = Copies.Count(static request => request.StatusCode == 200 && !request.Headers.ContainsKey("if-none-match"));
        Assert.True(bare <= 1, $"{bare} of 50 copies unconditional{Say(result)}");
    }

    [Fact]
    public async Task One_odd_object_does_not_fail_all_others_of_an_identity_that_may_only_write()
    {
        for (int i = 0; i < 50; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        using IDisposable kms = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key == Key(5), StatusCode = 400, Code = "KMS.DisabledException" });
        using IDisposable writeOnly = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "HeadObject", Bucket = "lake", StatusCode = 403, Code = "AccessDenied" });
        ArchiveCollectionResult result = await CollectAsync(static options => (options.Overwrite, options.MaxConcurrency) = (OverwriteMode.Never, 1));
        Assert.True(result.Totals.Failed <= 1, $"{result.Totals.Failed} failed{Say(result)}");
    }

    [Fact]
    public async Task A_copy_of_another_version_is_noticed_where_the_store_knows_no_condition_on_the_source()
    {
        using IAmazonS3 client = Simulator.CreateClient(Publisher);
        Source.Put("000", Bytes(100));
        await MultipartAsync(client, "001", Bytes((5 << 20) + 100, 1));
        Store.RefusedHeaders["CopyObject:x-amz-copy-source-if-match"] = 501;
        string listed = Source.Get("001")!.ETag;
        var outcomes = new Dictionary<string, TransferOutcome>(StringComparer.Ordinal);
        await using ArchiveCollectionWorkflow workflow = Workflow(static options => options.MaxConcurrency = 1);
        ArchiveCollectionResult result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = async (outcome, _) =>
                {
                    outcomes[outcome.Source.Key] = outcome;
                    if (outcome.Source.Key == "000")
                    {
                        await MultipartAsync(client, "001", Bytes((5 << 20) + 100, 2));
                    }
                },
            },
            Cancellation);
        Assert.Equal((TransferStatus.Failed, TransferErrorCodes.SourceChanged), (outcomes["001"].Status, outcomes["001"].Error?.Code));
        Assert.NotEqual(listed, Source.Get("001")!.ETag);
        Assert.Equal(TransferStatus.Copied, outcomes["000"].Status);
    }

    [Theory]
    [InlineData(OverwriteMode.Never)]
    [InlineData(OverwriteMode.IfDifferent)]
    public async Task A_copy_whose_answer_was_lost_is_not_handed_on_unseen(OverwriteMode overwrite)
    {
        Source.Put("a", Bytes(10));
        using IDisposable lost = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CopyObject", Times = 1 });
        using IDisposable blind = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "HeadObject", Bucket = "lake", StatusCode = 500, Times = 3 });
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options => (options.Overwrite, options.Retry.MaxRetryAttempts) = (overwrite, 2));
        Assert.True(
            outcomes["a"].Strategy == TransferStrategyNames.ServerSideCopy || outcomes["a"].Error?.Code == TransferErrorCodes.StoreUnavailable,
            $"{outcomes["a"].Status} {outcomes["a"].Decision} {outcomes["a"].Error?.Code}: {outcomes["a"].Error?.Message}\n {string.Join("\n ", Simulator.Requests.Select(static r => $"{r.Operation} {r.Bucket}/{r.Key} {r.StatusCode}"))}{Say(result)}");
    }

    [Fact]
    public async Task A_store_that_knows_no_class_still_copies_where_the_class_is_the_default()
    {
        Source.Put("a", Bytes(10));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Header = "x-amz-storage-class", StatusCode = 400, Code = "InvalidStorageClass" });
        ArchiveCollectionResult result = await CollectAsync(static options => options.Destination.StorageClass = "STANDARD");
        AssertSucceeded(result);
    }

    [Fact]
    public async Task Two_refused_headers_do_not_cost_the_pin_that_the_store_takes()
    {
        for (int i = 0; i < 10; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        Store.RefusedHeaders["CopyObject:x-amz-tagging-directive"] = 501;
        Store.RefusedHeaders["CopyObject:x-amz-acl"] = 501;
        ArchiveCollectionResult result = await CollectAsync(static options => options.Destination.CannedAcl = "private");
        int unpinned = Copies.Count(static request => request.StatusCode == 200 && !request.Headers.ContainsKey("x-amz-copy-source-if-match"));
        Assert.True(unpinned <= 1, $"{unpinned} of 10 copies unpinned{Say(result)}");
    }

    [Fact]
    public async Task One_stray_400_does_not_change_what_the_whole_run_asks_for()
    {
        for (int i = 0; i < 20; i++)
        {
            Source.Put(Key(i), Bytes(10, i), new Dictionary<string, string> { ["x-amz-tagging"] = "licence=secret" });
        }

        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 400, Code = "InvalidRequest", Times = 1 });
        ArchiveCollectionResult result = await CollectAsync();
        int tagged = Lake.Keys.Count(key => Lake.Get(key)!.Tags.Count > 0);
        int bare = Copies.Count(static request => request.StatusCode == 200 && !request.Headers.ContainsKey("x-amz-tagging-directive"));
        Assert.True(bare <= 1, $"{bare} of 20 without the directive after one stray 400; {tagged} objects kept tags with Tags=Drop{Say(result)}");
    }

    [Fact]
    public async Task While_one_odd_object_is_looked_into_no_other_loses_the_condition()
    {
        for (int i = 0; i < 400; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(20) });
        using IDisposable kms = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key == Key(100), StatusCode = 400, Code = "KMS.DisabledException" });
        ArchiveCollectionResult result = await CollectAsync(static options => (options.Overwrite, options.MaxConcurrency) = (OverwriteMode.Never, 64));
        int bare = Copies.Count(static request => request.Key != Key(100) && !request.Headers.ContainsKey("if-none-match"));
        var looked = Simulator.Requests.Where(static r => r.Operation == "HeadObject").Select(static r => r.Key).ToHashSet();
        int blind = Copies.Count(r => r.StatusCode == 200 && !r.Headers.ContainsKey("if-none-match") && !looked.Contains(r.Key));
        Assert.True(bare == 0, $"{bare} copies of other objects went without if-none-match at a store that honours it, {blind} of them without a look{Say(result)}");
    }

    [Fact]
    public async Task An_object_that_the_store_may_have_copied_is_not_reported_as_never_attempted()
    {
        Source.Put("a", Bytes(10));
        using IDisposable lost = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CopyObject", Times = 1 });
        using IDisposable blind = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "HeadObject", Bucket = "lake", StatusCode = 500, Times = 2 });
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(static options => (options.Sanity.MaxBytesThroughClient, options.Retry.MaxRetryAttempts) = (0, 2));
        Assert.True(outcomes["a"].Status != TransferStatus.NotAttempted, $"{outcomes["a"].Status} attempts {outcomes["a"].Attempts}, destination has it: {Lake.Get("a") is not null}{Say(result)}");
    }

    [Fact]
    public async Task Where_the_condition_is_not_known_every_put_is_preceded_by_a_look()
    {
        await using S3Simulator other = await S3Simulator.StartAsync(options => options.RefusedHeaders["PutObject:if-none-match"] = 501, Cancellation);
        other.AddBucket("lake");
        Source.AddVirtual(64, static index => Key(index), static index => index == 0 ? 10 : 300_000);
        Simulator.Shape(new S3Shaping { DownloadBytesPerSecondPerConnection = 300_000 });
        ArchiveCollectionResult result = await CollectAsync(
            options => (options.Destination.ServiceUrl, options.Overwrite, options.MaxConcurrency) = (other.Endpoint, OverwriteMode.Never, 64),
            new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(other.Owner) });
        var looked = other.Requests.Where(static r => r.Operation == "HeadObject").Select(static r => r.Key).ToHashSet();
        int blind = other.Requests.Count(r => r.Operation == "PutObject" && r.StatusCode == 200 && !r.Headers.ContainsKey("if-none-match") && !looked.Contains(r.Key));
        Assert.True(blind == 0, $"{blind} of 64 puts under Overwrite.Never with neither condition nor look; heads {looked.Count}{Say(result)}");
    }

    private static async Task MultipartAsync(IAmazonS3 client, string key, byte[] content)
    {
        InitiateMultipartUploadResponse upload = await client.InitiateMultipartUploadAsync("archive", key, Cancellation);
        UploadPartResponse one = await client.UploadPartAsync(new UploadPartRequest { BucketName = "archive", Key = key, UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream(content[..(5 << 20)]) }, Cancellation);
        UploadPartResponse two = await client.UploadPartAsync(new UploadPartRequest { BucketName = "archive", Key = key, UploadId = upload.UploadId, PartNumber = 2, InputStream = new MemoryStream(content[(5 << 20)..]) }, Cancellation);
        await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = "archive", Key = key, UploadId = upload.UploadId, PartETags = [new PartETag(1, one.ETag), new PartETag(2, two.ETag)] }, Cancellation);
    }
}
