using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using Xunit;
using static ArchiveTransfer.Strategies.TransferBench;

namespace ArchiveTransfer.Strategies;

/// <summary>Answers that never come are settled by looking, never guessed.</summary>
public sealed class LostAnswerTests
{
    public enum Loss
    {
        ConnectionLost,
        EmptyAnswer,
        Silence,
    }

    /// <summary>Every write that makes an object visible.</summary>
    public static TheoryData<StrategyKind, long, Loss> Writes()
    {
        var data = new TheoryData<StrategyKind, long, Loss>();
        foreach (Loss loss in Enum.GetValues<Loss>())
        {
            data.Add(StrategyKind.Copy, 1000, loss);
            data.Add(StrategyKind.Copy, 13 * MiB, loss);
            data.Add(StrategyKind.Streaming, 0, loss);
            data.Add(StrategyKind.Streaming, 1000, loss);
            data.Add(StrategyKind.Streaming, 2 * MiB, loss);
            data.Add(StrategyKind.Streaming, 13 * MiB, loss);
            data.Add(StrategyKind.Traditional, 2 * MiB, loss);
            data.Add(StrategyKind.Traditional, 13 * MiB, loss);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_landed_is_copied_and_not_repeated(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(Fault(operation, loss, acts: true));
        TransferAttempt attempt = await RunAsync(kind, bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal(1, bench.Store.Count(operation));
        Assert.Equal(bench.Copy.ETag, attempt.ETag);
        Assert.Equal(TransferDetails.FoundAfterLostAnswer, attempt.Detail);
        Assert.True(attempt.Evidence >= VerificationEvidence.SizeOnly);
        bench.AssertCopied();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_did_not_land_is_repeated(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        foreach (bool replaces in new[] { false, true })
        {
            using var bench = new TransferBench();
            PlannedTransfer item = bench.Plan(size, existing: replaces ? bench.AddExisting(size) : null);
            bench.Store.Add(Fault(operation, loss, acts: false));
            TransferAttempt attempt = await RunAsync(kind, bench, item);

            Assert.Null(attempt.Error);
            Assert.Equal(2, bench.Store.Count(operation));
            Assert.Null(attempt.Detail);
            bench.AssertCopied();
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_never_lands_spends_one_budget(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(Fault(operation, loss, acts: false, times: 100));
        TransferAttempt attempt = await RunAsync(kind, bench, item);

        Assert.Equal(loss == Loss.Silence ? TransferErrorCodes.TimedOut : TransferErrorCodes.StoreUnavailable, attempt.Error!.Code);
        Assert.Equal(TransferErrorKind.Transient, attempt.Error.Kind);
        Assert.True(attempt.Exhausted);
        Assert.Equal(4, bench.Store.Count(operation));
        Assert.False(bench.HasCopy);
        bench.AssertClean();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task The_last_attempt_is_settled_too(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        using var bench = new TransferBench(options => options.Retry.MaxRetryAttempts = 0);
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(Fault(operation, loss, acts: true));
        Assert.Null((await RunAsync(kind, bench, item)).Error);
        bench.AssertCopied();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task What_cannot_be_seen_is_not_repeated(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(Fault(operation, loss, acts: false));
        bench.Store.Add(FakeFault.Status(StoreOperation.HeadObject, 403, "AccessDenied", times: 100, when: call => call.Bucket == DestinationBucket));
        TransferAttempt attempt = await RunAsync(kind, bench, item);

        Assert.Equal(loss == Loss.Silence ? TransferErrorCodes.TimedOut : TransferErrorCodes.StoreUnavailable, attempt.Error!.Code);
        Assert.Equal(TransferErrorKind.Permanent, attempt.Error.Kind);
        Assert.Contains("403", attempt.Error.Message, StringComparison.Ordinal);
        Assert.Equal(1, bench.Store.Count(operation));
        bench.AssertClean();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_look_that_fails_is_repeated(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(Fault(operation, loss, acts: true));
        bench.Store.Add(FakeFault.Status(StoreOperation.HeadObject, 500, "InternalError", times: 1, when: call => call.Bucket == DestinationBucket));
        bench.Store.Add(FakeFault.Status(StoreOperation.HeadObject, 503, "SlowDown", times: 5, when: call => call.Bucket == DestinationBucket));
        Assert.Null((await RunAsync(kind, bench, item)).Error);
        Assert.Equal(1, bench.Store.Count(operation));
        bench.AssertCopied();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task With_ETags_that_cannot_be_compared_time_and_difference_decide(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        foreach (bool acts in new[] { false, true })
        {
            using var bench = new TransferBench();
            bench.Store.OpaqueETags = true;
            PlannedTransfer item = bench.Plan(size, existing: bench.AddExisting(size));
            bench.Time.Advance(TimeSpan.FromDays(1));
            bench.Store.Add(Fault(operation, loss, acts));
            TransferAttempt attempt = await RunAsync(kind, bench, item);

            Assert.Null(attempt.Error);
            bench.AssertCopied();
            Assert.Equal(acts ? 1 : 2, bench.Store.Count(operation));
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_refusal_caused_by_our_own_lost_write_is_no_refusal(StrategyKind kind, long size, Loss loss)
    {
        StoreOperation operation = VisibleWriteOf(kind, size);
        // The write lands only after the look, so that its repetition meets it.
        using var bench = new TransferBench(options => options.Overwrite = OverwriteMode.Never);
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(Fault(operation, loss, acts: true));
        bool hidden = true;
        bench.Store.Add(new FakeFault(StoreOperation.HeadObject)
        {
            When = call => call.Bucket == DestinationBucket && hidden,
            Error = new StoreError { Operation = StoreOperation.HeadObject, Kind = StoreErrorKind.Permanent, StatusCode = 404, Code = StoreErrorCodes.NotFound },
            Then = () => hidden = false,
        });
        TransferAttempt attempt = await RunAsync(kind, bench, item);

        Assert.Null(attempt.Error);
        Assert.Equal(2, bench.Store.Count(operation));
        bench.AssertCopied();
    }

    [Fact]
    public async Task An_upload_that_is_gone_while_its_object_is_there_is_copied()
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(13 * MiB);
        bench.Store.Add(new FakeFault(StoreOperation.CompleteMultipartUpload)
        {
            Acts = true,
            Error = new StoreError { Operation = StoreOperation.CompleteMultipartUpload, Kind = StoreErrorKind.Permanent, StatusCode = 404, Code = "NoSuchUpload" },
        });
        Assert.Null((await RunAsync(StrategyKind.Copy, bench, item)).Error);
        bench.AssertCopied();
    }

    [Fact]
    public async Task An_object_that_was_there_long_before_is_not_taken_for_ours()
    {
        // Nothing was looked for when the object was planned, and the ETags cannot be compared.
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(1000, source => source with { ETag = source.ETag + "-3" });
        bench.AddExisting(1000);
        bench.Store.Add(FakeFault.Lost(StoreOperation.CopyObject, acts: false));
        Assert.Null((await RunAsync(StrategyKind.Copy, bench, item)).Error);
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(13 * MiB)]
    public async Task A_fresh_object_of_equal_size_is_not_taken_for_ours_when_nobody_looked_before(long size)
    {
        StoreOperation operation = VisibleWriteOf(StrategyKind.Copy, size);
        using var bench = new TransferBench(options => options.Overwrite = OverwriteMode.Always);
        PlannedTransfer item = bench.Plan(size, source => source with { ETag = source.ETag + "-3" });
        FakeContent other = FakeContent.Pattern(size, seed: 99);
        bench.Store[DestinationBucket, Key] = new FakeObject { Content = other, ETag = other.ETag + "-7", LastModified = bench.Time.GetUtcNow() };
        bench.Store.Add(FakeFault.Lost(operation, acts: false));
        Assert.Null((await RunAsync(StrategyKind.Copy, bench, item)).Error);
        Assert.Equal(2, bench.Store.Count(operation));
        bench.AssertCopied();
    }

    [Theory]
    [InlineData(StrategyKind.Copy, 1000)]
    [InlineData(StrategyKind.Copy, 13 * MiB)]
    [InlineData(StrategyKind.Streaming, 13 * MiB)]
    public async Task What_overwrites_without_looking_still_ends_well_when_its_answer_is_lost(StrategyKind kind, long size)
    {
        using var bench = new TransferBench(options => options.Overwrite = OverwriteMode.Always);
        bench.Store.OpaqueETags = true;
        PlannedTransfer item = bench.Plan(size);
        bench.Store.Add(FakeFault.Lost(VisibleWriteOf(kind, size), acts: true));
        Assert.Null((await RunAsync(kind, bench, item)).Error);
        bench.AssertCopied();
    }

    private static StoreOperation VisibleWriteOf(StrategyKind kind, long size) =>
        size > 12 * MiB ? StoreOperation.CompleteMultipartUpload : kind == StrategyKind.Copy ? StoreOperation.CopyObject : StoreOperation.PutObject;

    private static FakeFault Fault(StoreOperation operation, Loss loss, bool acts, int times = 1) => loss switch
    {
        Loss.Silence => FakeFault.Hang(operation, acts, times),
        Loss.EmptyAnswer => new FakeFault(operation, times)
        {
            Acts = acts,
            Error = new StoreError { Operation = operation, Kind = StoreErrorKind.Unknown, StatusCode = 200, Code = StoreErrorCodes.EmptyAnswer },
        },
        _ => FakeFault.Lost(operation, acts, times),
    };

    private static ValueTask<TransferAttempt> RunAsync(StrategyKind kind, TransferBench bench, PlannedTransfer item) =>
        kind.Make().TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);
}
