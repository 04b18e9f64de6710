using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using Xunit;
using static ArchiveTransfer.Strategies.TransferBench;

namespace ArchiveTransfer.Strategies;

public sealed class StreamingTests
{
    private static readonly StreamingStrategy Strategy = new();

    [Theory]
    [InlineData(MiB)]
    [InlineData(MiB + 1)]
    [InlineData(5 * MiB)]
    [InlineData((5 * MiB) + 1)]
    [InlineData(12 * MiB)]
    public async Task Where_a_put_cannot_flow_parts_do(long size)
    {
        using var bench = new TransferBench();
        bench.Store.TakesFlowingPuts = false;
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(size));

        Assert.Null(attempt.Error);
        bench.AssertCopied();
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        Assert.Equal(size <= MiB ? 1 : 0, bench.Store.Count(StoreOperation.PutObject));
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1000, 999)]
    [InlineData(2 * MiB, 0)]
    [InlineData(2 * MiB, (2 * MiB) - 1)]
    [InlineData(13 * MiB, 0)]
    [InlineData(13 * MiB, (3 * MiB) - 1)]
    public async Task A_body_that_ends_early_is_never_visible(long size, long end)
    {
        foreach (bool quietly in new[] { false, true })
        {
            using var bench = new TransferBench();
            PlannedTransfer item = bench.Plan(size);
            bench.Store.Add(new FakeFault(StoreOperation.GetObject, times: 1000) { BreaksAt = end, BreaksQuietly = quietly });
            TransferAttempt attempt = await RunAsync(bench, item);

            Assert.Equal(quietly ? TransferErrorCodes.LengthMismatch : TransferErrorCodes.StoreUnavailable, attempt.Error!.Code);
            Assert.True(attempt.Exhausted);
            Assert.False(bench.HasCopy);
            bench.AssertClean();
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * MiB)]
    [InlineData(13 * MiB)]
    public async Task A_body_that_broke_is_read_again(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(StoreOperation.GetObject, times: 2) { BreaksAt = 500 });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal(2, attempt.Retries);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * MiB)]
    [InlineData(13 * MiB)]
    public async Task A_body_that_goes_on_is_never_visible(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(StoreOperation.GetObject, times: 1000) { ExtraBytes = 1 });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Equal(TransferErrorCodes.LengthMismatch, attempt.Error!.Code);
        Assert.False(bench.HasCopy);
        bench.AssertClean();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * MiB)]
    [InlineData(13 * MiB)]
    public async Task A_body_that_stalls_is_cut_and_read_again(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(StoreOperation.GetObject) { BreaksAt = 500, Hangs = true });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.True(attempt.Retries >= 1);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(2 * MiB)]
    [InlineData(13 * MiB)]
    public async Task A_write_that_is_refused_before_its_body_stops_the_reading(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        StoreOperation write = size > 12 * MiB ? StoreOperation.UploadPart : StoreOperation.PutObject;
        bench.Store.Add(FakeFault.Status(write, 403, "AccessDenied", times: 100));
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Equal(TransferErrorCodes.AccessDenied, attempt.Error!.Code);
        Assert.Equal(0, bench.Counters.BytesSent);
        Assert.True(bench.Counters.BytesReceived <= bench.Store.Count(StoreOperation.GetObject) * 512 * 1024);
        bench.AssertClean();
    }

    [Fact]
    public async Task An_answer_lost_before_the_body_was_sent_needs_no_look()
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(2 * MiB);
        bench.Store.Add(new FakeFault(StoreOperation.PutObject)
        {
            TakesBody = false,
            Error = new StoreError { Operation = StoreOperation.PutObject, Kind = StoreErrorKind.Unknown, Code = StoreErrorCodes.ConnectionLost },
        });

        Assert.Null((await RunAsync(bench, item)).Error);
        Assert.Equal(0, bench.Store.Count(StoreOperation.HeadObject));
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * MiB)]
    public async Task Bytes_damaged_on_their_way_here_are_never_visible(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(StoreOperation.GetObject) { Corrupts = true });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal(1, bench.Store.Writes);
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * MiB)]
    [InlineData(13 * MiB)]
    public async Task Bytes_damaged_on_their_way_there_are_sent_again(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(size > 12 * MiB ? StoreOperation.UploadPart : StoreOperation.PutObject) { Corrupts = true });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal(1, attempt.Retries);
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task Bytes_damaged_every_time_fail(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(new FakeFault(size > 12 * MiB ? StoreOperation.UploadPart : StoreOperation.PutObject, times: 1000) { Corrupts = true });
        TransferAttempt attempt = await RunAsync(bench, item);

        Assert.Equal(TransferErrorCodes.VerificationFailed, attempt.Error!.Code);
        Assert.True(attempt.Exhausted);
        bench.AssertClean();
        Assert.Equal(bench.HasCopy ? bench.Copy.ETag : null, attempt.ETag);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1000, true)]
    [InlineData(2 * MiB, true)]
    [InlineData(13 * MiB, true)]
    [InlineData(1000, false)]
    [InlineData(2 * MiB, false)]
    [InlineData(13 * MiB, false)]
    public async Task Opaque_ETags_of_the_destination_are_no_mismatch(long size, bool told)
    {
        using var bench = new TransferBench();
        bench.Store.OpaqueETags = true;
        bench.Store.WritesTellEncryption = told;
        bench.Store.HeadTellsEncryption = told;
        PlannedTransfer item = bench.Plan(size);
        for (int i = 0; i < 5; i++)
        {
            TransferAttempt attempt = await RunAsync(bench, item);
            Assert.Null(attempt.Error);
            Assert.Null(attempt.Evidence);
            Assert.Equal(TransferDetails.DestinationOpaque, attempt.EvidenceReason);
            bench.AssertCopied();
        }

        Assert.True(bench.Run.ETags.IsOpaque);
    }

    [Fact]
    public async Task A_store_that_checks_the_MD5_is_told_it_and_the_object_is_read_once()
    {
        using var bench = new TransferBench();
        bench.Store.WantsMd5 = true;
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(2 * MiB));

        Assert.Null(attempt.Error);
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        Assert.Equal((1, 1), (bench.Store.Count(StoreOperation.GetObject), bench.Store.Count(StoreOperation.PutObject)));
        bench.AssertCopied();
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef-2")]
    public async Task Where_a_put_needs_an_MD5_and_the_ETag_is_none_parts_do(string eTag)
    {
        using var bench = new TransferBench();
        bench.Store.WantsMd5 = true;
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(2 * MiB, source => source with { ETag = eTag }));

        Assert.Null(attempt.Error);
        Assert.Equal(1, bench.Store.Count(StoreOperation.CompleteMultipartUpload));
        bench.AssertCopied();
    }

    [Fact]
    public async Task Parts_that_are_signed_with_their_hashes_are_not_hashed_again_and_prove_as_much()
    {
        using var bench = new TransferBench();
        bench.Store.SignsFlowingParts = true;
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(13 * MiB));

        Assert.Null(attempt.Error);
        Assert.Equal(VerificationEvidence.ETag, attempt.Evidence);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(MiB)]
    [InlineData(2 * MiB)]
    [InlineData(13 * MiB)]
    public async Task Bandwidth_is_limited_whatever_the_size(long size)
    {
        const long Rate = 100_000;
        using var bench = new TransferBench(options => options.BandwidthLimitBytesPerSecond = Rate);
        DateTimeOffset begun = bench.Time.GetUtcNow();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(size));

        Assert.Null(attempt.Error);
        bench.AssertCopied();
        Assert.True(bench.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(((double)size / Rate) - 2), $"{bench.Time.GetUtcNow() - begun} for {size} bytes");
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * MiB)]
    public async Task An_ETag_of_the_source_that_is_no_MD5_is_learned(long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size, source => source with { ETag = "0123456789abcdef0123456789abcdef" });
        for (int i = 0; i < 5; i++)
        {
            TransferAttempt attempt = await RunAsync(bench, item);
            Assert.Null(attempt.Error);
            Assert.Null(attempt.Evidence);
            Assert.Equal(TransferDetails.SourceOpaque, attempt.EvidenceReason);
        }

        Assert.Equal(5 + 3, bench.Store.Count(StoreOperation.GetObject));
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * MiB)]
    [InlineData(13 * MiB)]
    public async Task Metadata_that_cannot_be_read_is_not_this_way(long size)
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(size, source => source with { MissingMetadata = 2 }));

        Assert.Equal(TransferErrorCodes.MetadataNotReadable, attempt.Error!.Code);
        Assert.Equal(TransferErrorKind.NotThisWay, attempt.Error.Kind);
        Assert.False(bench.HasCopy);
        bench.AssertClean();
    }

    [Fact]
    public async Task Memory_does_not_know_the_size_of_a_part()
    {
        using var bench = new TransferBench(options =>
        {
            options.PartSizeMiB = 5120;
            options.Destination.Encryption = new EncryptionOptions { Algorithm = "aws:kms" };
        });
        bench.Store.YieldsWhileReading = false;
        const long Size = 6L * 1024 * MiB;
        TransferAttempt attempt = await RunAsync(bench, bench.Plan(Size));

        Assert.Null(attempt.Error);
        Assert.Equal(2, bench.Store.Count(StoreOperation.UploadPart));
        Assert.Equal(Size, bench.Counters.BytesSent);
        Assert.InRange(bench.Store.MaxOutstanding, 1, 2 * 512 * 1024);
    }

    [Fact]
    public async Task Small_objects_share_one_budget_of_memory()
    {
        using var bench = new TransferBench(static options => options.MemoryBudgetMiB = 8, places: 128);
        PlannedTransfer item = bench.Plan(MiB);
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (_, _) => Assert.Null((await RunAsync(bench, item)).Error));

        Assert.InRange(bench.Run.Buffers.Peak, MiB, 8 * MiB);
        bench.AssertClean();
    }

    private static ValueTask<TransferAttempt> RunAsync(TransferBench bench, PlannedTransfer item) => Strategy.TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);
}
