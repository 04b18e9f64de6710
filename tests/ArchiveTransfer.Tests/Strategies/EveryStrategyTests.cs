using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using Xunit;
using static ArchiveTransfer.Strategies.TransferBench;

namespace ArchiveTransfer.Strategies;

/// <summary>What is the same whichever way an object takes and however large it is.</summary>
public sealed class EveryStrategyTests
{
    private const long Threshold = 12 * MiB;

    public static TheoryData<StrategyKind, long> Sizes()
    {
        var data = new TheoryData<StrategyKind, long>();
        foreach (StrategyKind kind in Enum.GetValues<StrategyKind>())
        {
            foreach (long size in new[] { 0, 1, MiB - 1, MiB, MiB + 1, (5 * MiB) - 1, 5 * MiB, (5 * MiB) + 1, Threshold - 1, Threshold, Threshold + 1, 15 * MiB, (15 * MiB) + 1 })
            {
                data.Add(kind, size);
            }
        }

        return data;
    }

    public static TheoryData<StrategyKind, long> Forms() => new(
        from kind in Enum.GetValues<StrategyKind>()
        from size in new[] { 0, 1000, 2 * MiB, Threshold + 1 }
        select (kind, size));

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Content_headers_and_requests(StrategyKind kind, long size)
    {
        using var bench = new TransferBench();
        TransferAttempt attempt = await RunAsync(kind, bench, bench.Plan(size));

        Assert.Null(attempt.Error);
        Assert.Equal(0, attempt.Retries);
        Assert.Equal(bench.Copy.ETag, attempt.ETag);
        bench.AssertCopied();
        Assert.Equal(size > Threshold && kind == StrategyKind.Copy ? null : VerificationEvidence.ETag, attempt.Evidence);

        int parts = (int)((size + (5 * MiB) - 1) / (5 * MiB));
        int expected = (kind, size) switch
        {
            (StrategyKind.Copy, <= Threshold) => 1,
            (StrategyKind.Copy, _) => parts + 4,
            (_, <= Threshold) => 2,
            (StrategyKind.Streaming, _) => (2 * parts) + 3,
            _ => (2 * parts) + 2,
        };
        Assert.Equal(expected, bench.Store.Calls.Count);

        long through = kind == StrategyKind.Copy ? 0 : size;
        Assert.Equal((through, through), (bench.Counters.BytesReceived, bench.Counters.BytesSent));
        Assert.Equal(kind == StrategyKind.Traditional ? size : 0, bench.Run.Staging.PeakBytes);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Class_encryption_ACL_and_tags_are_set(StrategyKind kind, long size)
    {
        using var bench = new TransferBench(options =>
        {
            options.Destination.StorageClass = "STANDARD_IA";
            options.Destination.CannedAcl = "bucket-owner-full-control";
            options.Destination.Encryption = new EncryptionOptions { Algorithm = "aws:kms" };
            options.Destination.Tags["a"] = "b";
            options.Tags = TagHandling.Copy;
        });
        bench.Store.OpaqueETags = true;
        TransferAttempt attempt = await RunAsync(kind, bench, bench.Plan(size));

        Assert.Null(attempt.Error);
        bench.AssertCopied();
        Assert.Equal(("STANDARD_IA", "bucket-owner-full-control", "aws:kms"), (bench.Copy.StorageClass, bench.Copy.CannedAcl, bench.Copy.ServerSideEncryption));
        Assert.Equal([new("a", "b")], bench.Copy.Tags);
        Assert.Equal(0, bench.Store.Count(StoreOperation.GetObjectTagging));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Tags_are_dropped_unless_wanted(StrategyKind kind, long size)
    {
        using var bench = new TransferBench();
        Assert.Null((await RunAsync(kind, bench, bench.Plan(size))).Error);
        Assert.Empty(bench.Copy.Tags);
        Assert.Equal(0, bench.Store.Count(StoreOperation.GetObjectTagging));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Tags_are_kept_when_wanted(StrategyKind kind, long size)
    {
        using var bench = new TransferBench(options => options.Tags = TagHandling.Copy);
        Assert.Null((await RunAsync(kind, bench, bench.Plan(size))).Error);
        Assert.Equal([new("team", "data")], bench.Copy.Tags);

        bench.Store.TellsTagCount = false;
        bench.Store.Remove(DestinationBucket, Key);
        Assert.Null((await RunAsync(kind, bench, bench.Plan(size))).Error);
        Assert.Equal([new("team", "data")], bench.Copy.Tags);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Tags_that_do_not_matter_cost_no_request(StrategyKind kind, long size)
    {
        using var bench = new TransferBench(options => options.Tags = TagHandling.Any);
        bench.Store.TellsTagCount = false;
        Assert.Null((await RunAsync(kind, bench, bench.Plan(size))).Error);
        bench.AssertCopied();
        Assert.Equal(kind == StrategyKind.Copy && size <= Threshold ? [new("team", "data")] : [], bench.Copy.Tags);
        Assert.Equal(0, bench.Store.Count(StoreOperation.GetObjectTagging));
        Assert.Equal((null, true), (bench.Run.CopyForms.Current.Attributes.Tags, bench.Run.CopyForms.Current.Attributes.AnyTags));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Tags_of_the_destination_are_set_whatever_becomes_of_those_of_the_source(StrategyKind kind, long size)
    {
        foreach (TagHandling handling in Enum.GetValues<TagHandling>())
        {
            using var bench = new TransferBench(options =>
            {
                options.Tags = handling;
                options.Destination.Tags["a"] = "b";
            });
            Assert.Null((await RunAsync(kind, bench, bench.Plan(size))).Error);
            Assert.Equal([new("a", "b")], bench.Copy.Tags);
            Assert.Equal(0, bench.Store.Count(StoreOperation.GetObjectTagging));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Headers_are_dropped_on_demand(StrategyKind kind, long size)
    {
        using var bench = new TransferBench(options => options.PreserveMetadata = false);
        Assert.Null((await RunAsync(kind, bench, bench.Plan(size, source => source with { MissingMetadata = 1 }))).Error);
        Assert.Equal(ObjectHeaders.None, bench.Copy.Headers);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Never_replaces_nothing(StrategyKind kind, long size)
    {
        using var bench = new TransferBench(options => options.Overwrite = OverwriteMode.Never);
        PlannedTransfer item = bench.Plan(size);
        DestinationState existing = bench.AddExisting(77);
        TransferAttempt attempt = await RunAsync(kind, bench, item);

        Assert.Equal(TransferErrorCodes.DestinationExists, attempt.Error!.Code);
        Assert.Equal(existing.ETag, bench.Copy.ETag);
        bench.AssertClean();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_source_that_is_gone_or_changed_says_so(StrategyKind kind, long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        FakeObject source = bench.Store[SourceBucket, Key];
        bench.Store[SourceBucket, Key] = source with { ETag = "other" };
        Assert.Equal(TransferErrorCodes.SourceChanged, (await RunAsync(kind, bench, item)).Error!.Code);

        bench.Store.Remove(SourceBucket, Key);
        TransferAttempt attempt = await RunAsync(kind, bench, item);
        Assert.Equal(TransferErrorCodes.SourceNotFound, attempt.Error!.Code);
        Assert.Equal(TransferErrorKind.Permanent, attempt.Error.Kind);
        Assert.False(bench.HasCopy);
        bench.AssertClean();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_ETag_that_was_not_listed_is_no_obstacle(StrategyKind kind, long size)
    {
        using var bench = new TransferBench();
        PlannedTransfer item = bench.Plan(size);
        TransferAttempt attempt = await RunAsync(kind, bench, item with { Source = item.Source with { ETag = null } });

        Assert.Null(attempt.Error);
        bench.AssertCopied();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task One_place_is_enough(StrategyKind kind, long size)
    {
        using var bench = new TransferBench(options => options.Tags = TagHandling.Copy, places: 1);
        Assert.Null((await RunAsync(kind, bench, bench.Plan(size))).Error);
        bench.AssertCopied();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Each_request_in_turn_is_refused_for_a_while(StrategyKind kind, long size)
    {
        foreach (StoreOperation operation in await OperationsAsync(kind, size))
        {
            using var bench = new TransferBench();
            PlannedTransfer item = bench.Plan(size);
            bench.Store.Add(FakeFault.Status(operation, 503, "SlowDown", times: 20));
            bench.Store.Add(FakeFault.Status(operation, 500, "InternalError", times: 1));
            TransferAttempt attempt = await RunAsync(kind, bench, item);

            Assert.Null(attempt.Error);
            Assert.True(attempt.Retries > 20);
            bench.AssertCopied();
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Each_request_in_turn_fails_for_good(StrategyKind kind, long size)
    {
        foreach (StoreOperation operation in await OperationsAsync(kind, size))
        {
            foreach ((int status, string code) in new[] { (500, "InternalError"), (403, "AccessDenied"), (404, "NoSuchBucket") })
            {
                using var bench = new TransferBench();
                PlannedTransfer item = bench.Plan(size);
                bench.Store.Add(FakeFault.Status(operation, status, code, times: 1000));
                TransferAttempt attempt = await RunAsync(kind, bench, item);

                // Part copies that are refused have another way.
                if (operation != StoreOperation.UploadPartCopy || status != 403)
                {
                    Assert.Equal(status == 500, attempt.Exhausted);
                    Assert.Equal(
                        status switch { 500 => TransferErrorCodes.StoreUnavailable, 403 => TransferErrorCodes.AccessDenied, _ => TransferErrorCodes.BucketNotFound },
                        attempt.Error!.Code);
                    Assert.False(bench.HasCopy);
                }

                bench.AssertClean();
            }
        }
    }

    [Theory]
    [InlineData(StrategyKind.Copy, 1000, nameof(StoreOperation.CopyObject))]
    [InlineData(StrategyKind.Copy, Threshold + 1, nameof(StoreOperation.CompleteMultipartUpload))]
    [InlineData(StrategyKind.Streaming, 1000, nameof(StoreOperation.PutObject))]
    [InlineData(StrategyKind.Streaming, 2 * MiB, nameof(StoreOperation.PutObject))]
    [InlineData(StrategyKind.Traditional, 1000, nameof(StoreOperation.PutObject))]
    public async Task A_store_without_conditions_is_looked_at_first(StrategyKind kind, long size, string name)
    {
        using var bench = new TransferBench(options => options.Overwrite = OverwriteMode.Never);
        StoreOperation operation = Enum.Parse<StoreOperation>(name);
        bench.Store.LacksIfNoneMatch = operation;
        PlannedTransfer item = bench.Plan(size);

        TransferAttempt attempt = await RunAsync(kind, bench, item);
        Assert.Null(attempt.Error);
        Assert.Equal(2, bench.Store.Count(operation));
        bench.AssertCopied();

        attempt = await RunAsync(kind, bench, item);
        Assert.Equal(TransferErrorCodes.DestinationExists, attempt.Error!.Code);
        Assert.Equal(2, bench.Store.Count(operation));
        Assert.Equal(1, bench.Store.Writes);
        bench.AssertClean();
    }

    private static async Task<StoreOperation[]> OperationsAsync(StrategyKind kind, long size)
    {
        using var bench = new TransferBench();
        await RunAsync(kind, bench, bench.Plan(size));
        return [.. bench.Store.Calls.Select(call => call.Operation).Distinct()];
    }

    private static ValueTask<TransferAttempt> RunAsync(StrategyKind kind, TransferBench bench, PlannedTransfer item) =>
        kind.Make().TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);
}
