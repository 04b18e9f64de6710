using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>A write whose answer proves nothing is settled by looking: never a false success, never a false failure, never a second write where the first stands.</summary>
public sealed class LostAnswerTests : CollectionTest
{
    [Theory]
    [InlineData(S3Fault.EmptyOk)]
    [InlineData(S3Fault.TruncatedXml)]
    [InlineData(S3Fault.WhitespaceBeforeXml)]
    [InlineData(S3Fault.ResetAfterAct)]
    public async Task A_copy_that_took_place_is_not_repeated(string kind)
    {
        Source.Put("a.zip", Bytes(100));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = kind, Operation = "CopyObject", Times = 1 });

        AssertSucceeded(await CollectAsync());

        AssertMirrored();
        Assert.Equal(1, Simulator.ReadCounters().Requests["CopyObject"]);
    }

    [Theory]
    [InlineData(S3Fault.ResetBeforeAct)]
    [InlineData(S3Fault.ErrorInOk)]
    [InlineData(S3Fault.Error)]
    public async Task A_copy_that_did_not_take_place_is_repeated(string kind)
    {
        Source.Put("a.zip", Bytes(100));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = kind, Operation = "CopyObject", Times = 1 });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync();

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal(2, Simulator.ReadCounters().Requests["CopyObject"]);
        Assert.Equal(2, outcomes["a.zip"].Attempts);
    }

    [Theory]
    [InlineData("CompleteMultipartUpload", S3Fault.EmptyOk)]
    [InlineData("CompleteMultipartUpload", S3Fault.TruncatedXml)]
    [InlineData("CompleteMultipartUpload", S3Fault.ResetAfterAct)]
    [InlineData("CompleteMultipartUpload", S3Fault.ResetBeforeAct)]
    [InlineData("CompleteMultipartUpload", S3Fault.ErrorInOk)]
    [InlineData("UploadPartCopy", S3Fault.EmptyOk)]
    [InlineData("UploadPartCopy", S3Fault.ResetAfterAct)]
    [InlineData("UploadPartCopy", S3Fault.Error)]
    [InlineData("CreateMultipartUpload", S3Fault.Error)]
    public async Task Multipart_copies_survive_a_lost_answer_at_every_step(string operation, string kind)
    {
        Source.Put("large", Bytes((11 << 20) + 1));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = kind, Operation = operation, Times = 1 });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options =>
        {
            options.MultipartThresholdMiB = 5;
            options.PartSizeMiB = 5;
        });

        AssertSucceeded(result);
        Assert.Equal(TransferStrategyNames.ServerSideCopy, outcomes["large"].Strategy);
        AssertMirrored();
        Assert.Equal(0, Lake.OpenUploads);
    }

    [Theory]
    [InlineData("PutObject", S3Fault.ResetAfterAct, 1000)]
    [InlineData("PutObject", S3Fault.EmptyOk, 1000)]
    [InlineData("PutObject", S3Fault.ResetBeforeAct, 1000)]
    [InlineData("GetObject", S3Fault.CutBody, 1000)]
    [InlineData("GetObject", S3Fault.CutBody, 7 << 20)]
    [InlineData("GetObject", S3Fault.Error, 7 << 20)]
    [InlineData("UploadPart", S3Fault.ResetAfterAct, 7 << 20)]
    [InlineData("UploadPart", S3Fault.ResetBeforeAct, 7 << 20)]
    [InlineData("CompleteMultipartUpload", S3Fault.ResetAfterAct, 7 << 20)]
    [InlineData("CompleteMultipartUpload", S3Fault.ResetBeforeAct, 7 << 20)]
    public async Task Bytes_through_the_client_survive_a_fault_at_every_step(string operation, string kind, int size)
    {
        Source.Put("a.zip", Bytes(size));
        Source.DenyCopyOf(_ => true);
        foreach (OperationMode mode in new[] { OperationMode.Auto, OperationMode.Traditional })
        {
            using IDisposable fault = Simulator.Inject(new S3Fault { Kind = kind, Operation = operation, Times = 1, Bytes = 500 });
            ArchiveCollectionResult result = await CollectAsync(options =>
            {
                options.OperationMode = mode;
                options.Overwrite = OverwriteMode.Always;
                options.MultipartThresholdMiB = 5;
                options.PartSizeMiB = 5;
            });

            AssertSucceeded(result);
            AssertMirrored();
            Assert.Equal(0, Lake.OpenUploads);
        }
    }

    [Fact]
    public async Task Throttling_is_waited_out_and_is_no_failure()
    {
        Source.AddVirtual(200, index => $"{index:D3}", _ => 100);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 503, Code = "SlowDown", Probability = 0.5 });

        ArchiveCollectionResult result = await CollectAsync(options => options.Retry.MaxRetryAttempts = 0);

        AssertSucceeded(result);
        Assert.True(result.Measurements.Throttles > 50);
    }

    [Fact]
    public async Task Retries_end_and_the_failure_says_why()
    {
        Source.Put("a.zip", Bytes(10));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 500 });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options =>
        {
            options.OperationMode = OperationMode.DirectSync;
            options.Retry.MaxRetryAttempts = 3;
        });

        Assert.Equal(ArchiveCollectionStatus.Failed, result.Status);
        Assert.Equal(4, Simulator.ReadCounters().Requests["CopyObject"]);
        Assert.Equal((TransferErrorCodes.StoreUnavailable, 4), (outcomes["a.zip"].Error!.Code, outcomes["a.zip"].Attempts));
    }

    [Fact]
    public async Task A_store_that_never_answers_is_given_up_after_the_attempt_timeout()
    {
        Source.Put("a.zip", Bytes(10));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "CopyObject", Times = 1 });

        ArchiveCollectionResult result = await CollectAsync(options => options.AttemptTimeout = TimeSpan.FromSeconds(1));

        AssertSucceeded(result);
        AssertMirrored();
    }
}
