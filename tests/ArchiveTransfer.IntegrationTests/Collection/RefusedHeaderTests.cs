using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Stores that do not know a header still copy: what can be done without is left out before a way is given up.</summary>
public sealed class RefusedHeaderTests : RefusingStoreTest
{
    public static TheoryData<string, int> Headers => new MatrixTheoryData<string, int>(
        ["x-amz-tagging-directive", "x-amz-copy-source-if-match", "x-amz-storage-class", "x-amz-acl", "if-none-match"],
        [400, 501]);

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_store_that_refuses_a_header_still_copies(string header, int status)
    {
        Source.AddVirtual(100, static index => $"{index:D3}", static _ => 10);
        Store.RefusedHeaders[$"CopyObject:{header}"] = status;

        ArchiveCollectionResult result = await CollectAsync(static options =>
        {
            options.Destination.StorageClass = "STANDARD";
            options.Destination.CannedAcl = "private";
            options.Overwrite = OverwriteMode.Never;
        });

        AssertSucceeded(result);
        Assert.Equal(100, result.Strategies.Single().Copied);
        Assert.Equal(TransferStrategyNames.ServerSideCopy, result.Strategies.Single().Strategy);
        Assert.Equal(0, result.Measurements.BytesReceived);
        // The first objects find out, those in flight meanwhile hear of it, the others know.
        Assert.InRange(Simulator.ReadCounters().Requests["CopyObject"], 101, 100 + (2 * 64) + 20);
        AssertMirrored();
    }

    [Fact]
    public async Task A_store_that_refuses_two_headers_still_copies_and_says_so()
    {
        Source.AddVirtual(20, static index => $"{index:D3}", static _ => 10);
        Store.RefusedHeaders["CopyObject:x-amz-tagging-directive"] = 501;
        Store.RefusedHeaders["CopyObject:x-amz-copy-source-if-match"] = 400;

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        Assert.Equal(20, result.Strategies.Single(static strategy => strategy.Strategy == TransferStrategyNames.ServerSideCopy).Copied);
        Assert.Contains(result.Warnings, static warning => warning.Contains("x-amz-tagging-directive, x-amz-copy-source-if-match", StringComparison.Ordinal) && warning.Contains("Tags of the source", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_asked_for_is_never_left_out()
    {
        Source.Put("a", Bytes(10));
        Store.RefusedHeaders["x-amz-storage-class"] = 501;

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(static options =>
        {
            options.OperationMode = OperationMode.DirectSync;
            options.Destination.StorageClass = "STANDARD_IA";
        });

        Assert.Equal(ArchiveCollectionStatus.Failed, result.Status);
        Assert.Equal(TransferErrorCodes.CopyRefused, outcomes["a"].Error?.Code);
        Assert.Empty(Lake.Keys);
    }

    [Fact]
    public async Task Parts_are_copied_without_the_condition_where_the_store_does_not_know_it()
    {
        Source.Put("large", Bytes((11 << 20) + 1));
        Store.RefusedHeaders["UploadPartCopy:x-amz-copy-source-if-match"] = 501;

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(static options => (options.MultipartThresholdMiB, options.PartSizeMiB) = (5, 5));

        AssertSucceeded(result);
        Assert.Equal(TransferStrategyNames.ServerSideCopy, outcomes["large"].Strategy);
        Assert.Equal(0, result.Measurements.BytesReceived);
        Assert.DoesNotContain("part copy refused", outcomes["large"].Decision, StringComparison.Ordinal);
        AssertMirrored();
    }

    [Fact]
    public async Task Objects_whose_bare_request_is_refused_too_cost_no_more_than_three_of_them_a_search()
    {
        Source.AddVirtual(50, static index => $"{index:D3}", static _ => 10);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key != "000", StatusCode = 400, Code = "InvalidRequest" });

        ArchiveCollectionResult result = await CollectAsync(static options => options.MaxConcurrency = 1);

        AssertSucceeded(result);
        // 1 copied; three searched with three more requests each; 46 refused by one.
        Assert.Equal(1 + (3 * 4) + 46, Simulator.ReadCounters().Requests["CopyObject"]);
    }
}
