using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Which way an object takes, and what the outcome says of it.</summary>
public sealed class FallbackTests : CollectionTest
{
    [Fact]
    public async Task The_plain_way_says_why()
    {
        Source.Put("a.zip", Bytes(10));
        (_, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync();
        Assert.Equal("server_side_copy: one store serves both sides", outcomes["a.zip"].Decision);
        Assert.Equal(VerificationEvidence.ETag, outcomes["a.zip"].Evidence);
    }

    [Fact]
    public async Task One_object_whose_copy_is_denied_is_streamed_and_the_others_are_copied()
    {
        Source.AddVirtual(100, index => $"{index:D3}", _ => 100);
        Source.DenyCopyOf(key => key == "050");

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync();

        AssertSucceeded(result);
        Assert.Equal("streaming: through this machine's memory; server_side_copy: refused (AccessDenied)", outcomes["050"].Decision);
        Assert.Equal(99, outcomes.Values.Count(outcome => outcome.Strategy == TransferStrategyNames.ServerSideCopy));
        Assert.False(result.Degraded);
        AssertMirrored();
    }

    [Fact]
    public async Task Direct_sync_fails_such_an_object_and_names_the_modes_that_can()
    {
        Source.Put("a.zip", Bytes(10));
        Source.DenyCopyOf(_ => true);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options => options.OperationMode = OperationMode.DirectSync);

        Assert.Equal(ArchiveCollectionStatus.Failed, result.Status);
        TransferError error = outcomes["a.zip"].Error!;
        Assert.Equal(TransferErrorCodes.CopyRefused, error.Code);
        Assert.Contains("Auto and Hybrid stream such objects", error.Message, StringComparison.Ordinal);
        Assert.Empty(Lake.Keys);
    }

    [Fact]
    public async Task A_pair_that_refuses_three_objects_and_copies_none_is_asked_no_more()
    {
        Source.AddVirtual(300, index => $"{index:D3}", _ => 100);
        Source.DenyCopyOf(_ => true);
        Simulator.ReadCounters(reset: true);

        ArchiveCollectionResult result = await CollectAsync(options => options.MaxConcurrency = 1);

        AssertSucceeded(result);
        Assert.True(result.Degraded);
        Assert.Equal(3, Simulator.ReadCounters().Requests["CopyObject"]);
        Assert.Contains(result.Strategies, strategy => strategy.Decisions.ContainsKey("streaming: through this machine's memory; server_side_copy: the store refuses server-side copies between these buckets"));
    }

    [Fact]
    public async Task Hybrid_streams_above_its_threshold_and_stages_below_where_a_copy_is_refused()
    {
        Source.Put("small", Bytes(1 << 20));
        Source.Put("large", Bytes((1 << 20) + 1));
        Source.DenyCopyOf(_ => true);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options =>
        {
            options.OperationMode = OperationMode.Hybrid;
            options.Hybrid.StreamingThresholdMiB = 1;
        });

        AssertSucceeded(result);
        Assert.Equal(TransferStrategyNames.Traditional, outcomes["small"].Strategy);
        Assert.Equal(TransferStrategyNames.Streaming, outcomes["large"].Strategy);
        AssertMirrored();
    }

    [Fact]
    public async Task Two_stores_mean_streaming_and_no_copy_request()
    {
        await using S3Simulator other = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        S3Bucket lake = other.AddBucket("lake");
        Source.Put("a.zip", Bytes(100));

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(
            options => options.Destination.ServiceUrl = other.Endpoint,
            new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(other.Owner) });

        AssertSucceeded(result);
        Assert.Equal("streaming: through this machine's memory; server_side_copy: source and destination are two stores", outcomes["a.zip"].Decision);
        Assert.Equal(Source.Get("a.zip")!.ComputeSha256(), lake.Get("a.zip")!.ComputeSha256());
        Assert.DoesNotContain("CopyObject", other.ReadCounters().Requests.Keys);
    }

    [Fact]
    public async Task Two_identities_without_rights_to_each_other_mean_streaming()
    {
        S3Identity owner = Simulator.AddIdentity("private");
        S3Bucket secret = Simulator.AddBucket("secret", owner);
        secret.Put("a.zip", Bytes(100));

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(
            options =>
            {
                options.Source.Bucket = "secret";
                options.Source.Anonymous = false;
            },
            new ArchiveCollectionComponents { SourceCredentials = CredentialsOf(owner) });

        AssertSucceeded(result);
        Assert.Equal(TransferStrategyNames.Streaming, outcomes["a.zip"].Strategy);
        Assert.Equal(secret.Get("a.zip")!.ComputeSha256(), Lake.Get("a.zip")!.ComputeSha256());
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_either_way_fails_with_the_answer_to_the_read()
    {
        Source.AddVirtual(10, index => $"{index}", _ => 100);
        Source.DenyReadOf(key => key == "5");

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync();

        Assert.Equal(ArchiveCollectionStatus.PartiallySucceeded, result.Status);
        Assert.Equal(TransferErrorCodes.AccessDenied, outcomes["5"].Error?.Code);
        Assert.Equal(9, result.Totals.Copied);
    }

    [Fact]
    public async Task Copies_that_fail_to_the_end_of_their_retries_hand_the_object_on_once()
    {
        Source.Put("a.zip", Bytes(100));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 500 });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options => options.Retry.MaxRetryAttempts = 2);

        AssertSucceeded(result);
        Assert.Equal("streaming: through this machine's memory; server_side_copy: direct_exhausted", outcomes["a.zip"].Decision);
        Assert.Equal(3, Simulator.ReadCounters().Requests["CopyObject"]);
        Assert.Equal(1, result.Measurements.Recovered);
    }

    [Fact]
    public async Task A_part_copy_that_is_refused_becomes_one_copy_and_the_outcome_says_so()
    {
        Source.Put("large", Bytes((5 << 20) + 1));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPartCopy", StatusCode = 403, Code = "AccessDenied" });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options => options.MultipartThresholdMiB = 5);

        AssertSucceeded(result);
        Assert.Equal(TransferStrategyNames.ServerSideCopy, outcomes["large"].Strategy);
        Assert.Contains("part copy refused, one copy", outcomes["large"].Decision, StringComparison.Ordinal);
        Assert.Equal(0, Lake.OpenUploads);
        AssertMirrored();
    }
}
