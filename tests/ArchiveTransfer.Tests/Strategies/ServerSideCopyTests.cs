using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using Xunit;
using static ArchiveTransfer.Strategies.TransferBench;

namespace ArchiveTransfer.Strategies;

public sealed class ServerSideCopyTests
{
    private const long Threshold = 12 * MiB;

    private static readonly ServerSideCopyStrategy Strategy = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Threshold - 1)]
    [InlineData(Threshold)]
    public async Task Up_to_the_threshold_a_copy_is_one_request(long size)
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(size));

        Assert.Null(attempt.Error);
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        Assert.Equal([$"CopyObject to/{Key}"], bench.Store.Log);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(Threshold + 1, 5, 3)]
    [InlineData(15 * MiB - 1, 5, 3)]
    [InlineData(15 * MiB, 5, 3)]
    [InlineData(15 * MiB + 1, 5, 4)]
    [InlineData((5L * 1024 * MiB) + 1, 1024, 6)]
    [InlineData(60_000L * MiB, 5, 10_000)]
    public async Task Above_it_a_copy_is_k_plus_4_requests(long size, int partMiB, int parts)
    {
        using var bench = new TransferBench(options => options.PartSizeMiB = partMiB);
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(size));

        Assert.Null(attempt.Error);
        Assert.Equal(parts + 4, bench.Store.Calls.Count);
        Assert.Equal(parts, bench.Store.Count(StoreOperation.UploadPartCopy));
        Assert.Equal(2, bench.Store.Count(StoreOperation.HeadObject));
        Assert.Null(attempt.Evidence);
        Assert.Equal(TransferDetails.MultipartETag, attempt.EvidenceReason);
        bench.AssertCopied();
    }

    [Fact]
    public async Task A_version_of_the_source_needs_no_second_look()
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(Threshold + 1);
        TransferAttempt attempt = await RunAsync(bench, item with { Source = item.Source with { VersionId = "v1" } });

        Assert.Null(attempt.Error);
        Assert.Equal(3 + 3, bench.Store.Calls.Count);
    }

    [Fact]
    public async Task One_place_is_enough_for_an_object_of_many_parts()
    {
        using var bench = new TransferBench(places: 1);
        Assert.Null((await RunAsync(bench, bench.Plan(50 * MiB))).Error);
    }

    [Fact]
    public async Task Parts_by_which_the_source_was_made_keep_its_ETag()
    {
        using var bench = new TransferBench();
        var parts = Enumerable.Range(0, 3).SelectMany(i => FakeContent.Pattern(15 * MiB).Slice(i * 5 * MiB, 5 * MiB).Digest).ToArray();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(15 * MiB, source => source with { ETag = Verification.EntityTag.OfParts(parts) }));

        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
    }

    [Fact]
    public async Task Where_the_ETag_must_prove_it_one_request_goes_up_to_5_GiB()
    {
        using var bench = new TransferBench(options => options.Verification.Required = VerificationEvidence.ETag);
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(5L * 1024 * MiB));

        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        Assert.Single(bench.Store.Calls);
    }

    [Theory]
    [InlineData("GLACIER")]
    [InlineData("DEEP_ARCHIVE")]
    public async Task An_archived_source_fails_without_a_request(string storageClass)
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(10, source => source with { StorageClass = storageClass }));

        Assert.Equal(TransferErrorCodes.SourceArchived, attempt.Error?.Code);
        Assert.Equal(TransferErrorKind.Permanent, attempt.Error?.Kind);
        Assert.Empty(bench.Store.Calls);
        Assert.DoesNotContain('\n', attempt.Error!.Message);
    }

    [Theory]
    [InlineData(404, "NoSuchKey", "source_not_found", TransferErrorKind.Permanent)]
    [InlineData(412, "PreconditionFailed", "source_changed", TransferErrorKind.Permanent)]
    [InlineData(403, "InvalidObjectState", "source_archived", TransferErrorKind.Permanent)]
    [InlineData(403, "AccessDenied", "access_denied", TransferErrorKind.NotThisWay)]
    [InlineData(400, "InvalidRequest", "copy_refused", TransferErrorKind.NotThisWay)]
    [InlineData(501, "NotImplemented", "not_implemented", TransferErrorKind.NotThisWay)]
    public async Task Refusals_have_their_codes(int status, string storeCode, string code, TransferErrorKind kind)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(10);
        bench.Store.Add(FakeFault.Status(StoreOperation.CopyObject, status, storeCode, times: 10));
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Equal((code, kind, status, storeCode), (attempt.Error!.Code, attempt.Error.Kind, attempt.Error.StatusCode, attempt.Error.StoreCode));
        Assert.False(attempt.Exhausted);
        Assert.DoesNotContain('\n', attempt.Error.Message);
        Assert.Contains("a b\"c\\u000a.zip", attempt.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transient_errors_are_repeated_and_then_exhausted()
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(10);
        bench.Store.Add(FakeFault.Status(StoreOperation.CopyObject, 500, "InternalError", times: 2));
        TransferAttempt attempt = await RunAsync(bench, item);
        Assert.Null(attempt.Error);
        Assert.Equal(2, attempt.Retries);

        bench.Store.Add(FakeFault.Status(StoreOperation.CopyObject, 500, "InternalError", times: 100));
        attempt = await RunAsync(bench, item);
        Assert.True(attempt.Exhausted);
        Assert.Equal(TransferErrorCodes.StoreUnavailable, attempt.Error!.Code);
        Assert.Equal(3 + 4, bench.Store.Count(StoreOperation.CopyObject));
    }

    [Fact]
    public async Task Part_copy_refused_means_one_copy_and_is_remembered()
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(20 * MiB);
        bench.Store.Add(FakeFault.Status(StoreOperation.UploadPartCopy, 403, "AccessDenied", times: 100));

        TransferAttempt attempt = await RunAsync(bench, item);
        Assert.Null(attempt.Error);
        Assert.Equal(TransferDetails.PartCopyRefused, attempt.Detail);
        Assert.Equal(0, bench.Store.OpenUploads);
        bench.AssertCopied();

        int before = bench.Store.Calls.Count;
        attempt = await RunAsync(bench, item);
        Assert.Equal(TransferDetails.PartCopyRefused, attempt.Detail);
        Assert.Equal(before + 1, bench.Store.Calls.Count);
    }

    [Fact]
    public async Task Part_copy_refused_is_not_remembered_when_the_whole_copy_is_refused_too()
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(20 * MiB);
        bench.Store.Add(FakeFault.Status(StoreOperation.UploadPartCopy, 403, "AccessDenied", times: 4));
        bench.Store.Add(FakeFault.Status(StoreOperation.CopyObject, 403, "AccessDenied"));

        Assert.Equal(TransferErrorKind.NotThisWay, (await RunAsync(bench, item)).Error!.Kind);
        Assert.False(bench.Run.RefusedPartCopies.Contains(item));
    }

    [Fact]
    public async Task Part_copy_refused_above_5_GiB_is_not_this_way()
    {
        using var bench = new TransferBench(options => options.PartSizeMiB = 1024);
        PlannedTransfer item = bench.Plan((5L * 1024 * MiB) + 1);
        bench.Store.Add(FakeFault.Status(StoreOperation.UploadPartCopy, 403, "AccessDenied", times: 100));

        TransferAttempt attempt = await RunAsync(bench, item);
        Assert.Equal(TransferErrorKind.NotThisWay, attempt.Error!.Kind);
        Assert.Equal(0, bench.Store.OpenUploads);
        Assert.Equal(0, bench.Store.Count(StoreOperation.CopyObject));
    }

    [Fact]
    public async Task Metadata_that_cannot_be_read_goes_in_one_copy()
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(20 * MiB, source => source with { MissingMetadata = 1 }));

        Assert.Null(attempt.Error);
        Assert.Equal(TransferDetails.MetadataNotReadable, attempt.Detail);
        Assert.Equal(1, bench.Copy.MissingMetadata);
        Assert.Equal(0, bench.Store.Count(StoreOperation.CreateMultipartUpload));
    }

    [Fact]
    public async Task Metadata_that_cannot_be_read_above_5_GiB_is_not_this_way()
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan((5L * 1024 * MiB) + 1, source => source with { MissingMetadata = 1 }));

        Assert.Equal(TransferErrorCodes.MetadataNotReadable, attempt.Error!.Code);
        Assert.Equal(TransferErrorKind.NotThisWay, attempt.Error.Kind);
    }

    [Fact]
    public async Task A_source_replaced_between_parts_is_never_visible_as_a_mixture()
    {
        using var bench = new TransferBench();
        bench.Store.IgnoresCopyConditions = true;
        PlannedTransfer item = bench.Plan(20 * MiB);
        FakeObject newer = bench.Store[SourceBucket, Key] with { Content = FakeContent.Pattern(20 * MiB, 7), ETag = FakeContent.Pattern(20 * MiB, 7).ETag };
        bench.Store.OnRequest = call =>
        {
            if (call is { Operation: StoreOperation.UploadPartCopy, PartNumber: 2 })
            {
                bench.Store[SourceBucket, Key] = newer;
            }
        };

        TransferAttempt attempt = await RunAsync(bench, item);
        Assert.Equal(TransferErrorCodes.SourceChanged, attempt.Error!.Code);
        Assert.False(bench.HasCopy);
        Assert.Equal(0, bench.Store.OpenUploads);
    }

    [Fact]
    public async Task A_source_replaced_before_one_copy_is_source_changed()
    {
        using var bench = new TransferBench();
        bench.Store.IgnoresCopyConditions = true;
        PlannedTransfer item = bench.Plan(1000);
        bench.Store[SourceBucket, Key] = bench.Store[SourceBucket, Key] with { Content = FakeContent.Pattern(1000, 7), ETag = FakeContent.Pattern(1000, 7).ETag };

        TransferAttempt attempt = await RunAsync(bench, item);
        Assert.Equal(TransferErrorCodes.SourceChanged, attempt.Error!.Code);
        Assert.Equal(TransferErrorKind.Permanent, attempt.Error.Kind);
        Assert.Contains("next run", attempt.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_ETags_are_learned_by_three_looks()
    {
        using var bench = new TransferBench();
        bench.Store.OpaqueETags = true;
        bench.Store.WritesTellEncryption = false;
        bench.Store.HeadTellsEncryption = false;
        PlannedTransfer item = bench.Plan(1000);
        for (int i = 0; i < 10; i++)
        {
            TransferAttempt attempt = await RunAsync(bench, item);
            Assert.Null(attempt.Error);
            Assert.Null(attempt.Evidence);
            Assert.Equal(TransferDetails.DestinationOpaque, attempt.EvidenceReason);
        }

        Assert.Equal(10, bench.Store.Count(StoreOperation.CopyObject));
        Assert.Equal(3, bench.Store.Count(StoreOperation.HeadObject));
        Assert.True(bench.Run.ETags.IsOpaque);
    }

    [Fact]
    public async Task KMS_told_by_the_answer_needs_no_look()
    {
        using var bench = new TransferBench();
        bench.Store.OpaqueETags = true;
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(1000));

        Assert.Null(attempt.Error);
        Assert.Null(attempt.Evidence);
        Assert.Single(bench.Store.Calls);
    }

    [Fact]
    public async Task Never_replaces_nothing_and_says_what_was_there()
    {
        using var bench = new TransferBench(options => options.Overwrite = OverwriteMode.Never);
        PlannedTransfer item = bench.Plan(1000);
        DestinationState existing = bench.AddExisting(1000);

        TransferAttempt attempt = await RunAsync(bench, item);
        Assert.Equal(TransferErrorCodes.DestinationExists, attempt.Error!.Code);
        Assert.Equal(existing.ETag, bench.Copy.ETag);

        attempt = await RunAsync(bench, bench.Plan(20 * MiB));
        Assert.Equal(TransferErrorCodes.DestinationExists, attempt.Error!.Code);
        Assert.Equal(existing.ETag, bench.Copy.ETag);
        Assert.Equal(0, bench.Store.OpenUploads);
    }

    [Fact]
    public async Task A_slow_copy_is_given_the_time_its_size_needs()
    {
        using var bench = new TransferBench(options => options.MultipartThresholdMiB = 5120);
        PlannedTransfer item = bench.Plan(5L * 1024 * MiB);
        bench.Store.OnRequest = call => bench.Time.Advance(TimeSpan.FromSeconds(1000));

        Assert.Null((await RunAsync(bench, item)).Error);
        Assert.Single(bench.Store.Calls);
    }

    private static ValueTask<TransferAttempt> RunAsync(TransferBench bench, PlannedTransfer item) => Strategy.TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);
}
