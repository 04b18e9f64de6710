using ArchiveTransfer.ObjectStorage;
using Xunit;
using static ArchiveTransfer.Strategies.TransferBench;

namespace ArchiveTransfer.Strategies;

public sealed class TraditionalTests
{
    private static readonly TraditionalStrategy Strategy = new();

    [Theory]
    [InlineData(64 * MiB, 2)]
    [InlineData((64 * MiB) + 1, 6)]
    public async Task Above_64_MiB_both_ways_are_parallel(long size, int requests)
    {
        using var bench = new TransferBench(options =>
        {
            options.PartSizeMiB = 50;
            options.MultipartThresholdMiB = 256;
        });
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(size));

        Assert.Null(attempt.Error);
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        Assert.Equal(requests, bench.Store.Calls.Count);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task A_failed_upload_is_repeated_without_another_download(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(FakeFault.Status(size > 12 * MiB ? StoreOperation.UploadPart : StoreOperation.PutObject, 500, "InternalError"));
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal(1, attempt.Retries);
        Assert.Equal(size > 12 * MiB ? 3 : 1, bench.Store.Count(StoreOperation.GetObject));
        Assert.Equal(size, bench.Counters.BytesReceived);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000, 1)]
    [InlineData(13 * MiB, 3)]
    public async Task Each_body_is_signed_with_the_hash_that_was_made_while_it_came(long size, int bodies)
    {
        using var bench = new TransferBench();
        bench.Store.SignsKnownHashes = true;
        PlannedTransfer item = bench.Plan(size);
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal((bodies, 0), (bench.Store.BodiesSigned, attempt.Retries));
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task A_body_that_was_damaged_on_its_way_is_refused_by_its_hash_and_sent_again(long size)
    {
        using var bench = new TransferBench();
        bench.Store.SignsKnownHashes = true;
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(size > 12 * MiB ? StoreOperation.UploadPart : StoreOperation.PutObject) { Corrupts = true });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal((1, size), (attempt.Retries, bench.Counters.BytesReceived));
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task Bytes_damaged_on_their_way_here_are_downloaded_again(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(StoreOperation.GetObject) { Corrupts = true });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal(1, attempt.Retries);
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task Bytes_damaged_on_their_way_there_are_sent_again(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(size > 12 * MiB ? StoreOperation.UploadPart : StoreOperation.PutObject) { Corrupts = true });
        Assert.Null((await RunAsync(bench, item)).Error);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task An_ETag_of_the_source_that_is_no_MD5_is_no_obstacle(long size)
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(size, source => source with { ETag = "0123456789abcdef0123456789abcdef" }));

        Assert.Null(attempt.Error);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(999, false)]
    public async Task A_body_of_another_length_is_never_uploaded(long end, bool quietly)
    {
        foreach (long size in new[] { 1000, 13 * MiB })
        {
            using var bench = new TransferBench();
            PlannedTransfer item = bench.Plan(size);
            bench.Store.Add(new FakeFault(StoreOperation.GetObject, times: 100) { BreaksAt = end, BreaksQuietly = quietly });
            TransferAttempt attempt = await RunAsync(bench, item);

            Assert.Equal(quietly ? TransferErrorCodes.LengthMismatch : TransferErrorCodes.StoreUnavailable, attempt.Error!.Code);
            Assert.False(bench.HasCopy);
            bench.AssertClean();
        }
    }

    [Fact]
    public async Task A_disk_that_fails_is_staging_failed()
    {
        using var bench = new TransferBench();
        await File.WriteAllTextAsync(bench.StagingRoot, "in the way", TestContext.Current.CancellationToken);
        try
        {
            TransferAttempt attempt = await RunAsync(bench, bench.Plan(1000));
            Assert.Equal(TransferErrorCodes.StagingFailed, attempt.Error!.Code);
            Assert.Equal(TransferErrorKind.Permanent, attempt.Error.Kind);
            Assert.Empty(bench.Store.Calls);
            bench.AssertClean();
        }
        finally
        {
            File.Delete(bench.StagingRoot);
        }
    }

    [Fact]
    public async Task Metadata_that_cannot_be_read_is_not_this_way()
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(1000, source => source with { MissingMetadata = 2 }));
        Assert.Equal(TransferErrorKind.NotThisWay, attempt.Error!.Kind);
        bench.AssertClean();
    }

    private static ValueTask<TransferAttempt> RunAsync(TransferBench bench, PlannedTransfer item) => Strategy.TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);
}
