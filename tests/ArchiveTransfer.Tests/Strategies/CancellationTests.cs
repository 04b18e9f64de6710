using ArchiveTransfer.ObjectStorage;
using Xunit;
using static ArchiveTransfer.Strategies.TransferBench;

namespace ArchiveTransfer.Strategies;

/// <summary>Cancelled at each request in turn, before it acts and after.</summary>
public sealed class CancellationTests
{
    private static readonly long[] Sizes = [0, 1000, 2 * MiB, 13 * MiB];

    public static TheoryData<StrategyKind, long, bool> Points() => new(
        Enum.GetValues<StrategyKind>().SelectMany(kind => Sizes.SelectMany(size => new[] { (kind, size, false), (kind, size, true) })));

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Nothing_is_left_behind(StrategyKind kind, long size, bool acted)
    {
        int requests = await CountAsync(kind, size);
        for (int point = 1; point <= requests; point++)
        {
            using var bench = new TransferBench();
            var item = bench.Plan(size);
            void CancelAtPoint(FakeCall call)
            {
                if (call.Number == point)
                {
                    bench.Cancel.Cancel();
                }
            }

            if (acted)
            {
                bench.Store.OnActed = CancelAtPoint;
            }
            else
            {
                bench.Store.OnRequest = CancelAtPoint;
            }

            TransferAttempt? attempt = null;
            try
            {
                attempt = await kind.Make().TransferAsync(item, bench.Run, bench.Cancel.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(bench.Cancel.IsCancellationRequested);
            }

            bench.AssertClean();

            // A write that acted is found; what was not written is not claimed.
            Assert.Equal(bench.HasCopy, attempt is { Error: null });

            // Others of the object may have been on their way when the token fired; none of them writes or reads an object afterwards.
            FakeCall[] later = [.. bench.Store.Calls.Where(call => call.Number > point)];
            Assert.All(later, call => Assert.True(
                call.Operation is StoreOperation.AbortMultipartUpload or StoreOperation.ListParts || (call.Operation == StoreOperation.HeadObject && call.Bucket == DestinationBucket)
                || call.Number <= point + 8));
            Assert.True(later.Count(call => call.Operation == StoreOperation.HeadObject) <= 1);
        }
    }

    [Fact]
    public async Task A_run_out_of_time_to_settle_still_ends()
    {
        using var bench = new TransferBench();
        var item = bench.Plan(13 * MiB);
        bench.Store.OnRequest = call =>
        {
            if (call.Operation == StoreOperation.UploadPartCopy)
            {
                bench.Cancel.Cancel();
                bench.Settling.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StrategyKind.Copy.Make().TransferAsync(item, bench.Run, bench.Cancel.Token).AsTask());
    }

    [Fact]
    public async Task A_part_that_arrives_after_the_abort_is_aborted_again()
    {
        using var bench = new TransferBench();
        var item = bench.Plan(13 * MiB);
        bench.Store.AbortsWithoutEffect = 2;
        bench.Store.Add(FakeFault.Status(StoreOperation.CompleteMultipartUpload, 400, "InvalidPart"));
        TransferAttempt attempt = await StrategyKind.Copy.Make().TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);

        Assert.Equal(TransferErrorCodes.StoreRefused, attempt.Error!.Code);
        Assert.Equal(3, bench.Store.Count(StoreOperation.AbortMultipartUpload));
        bench.AssertClean();
    }

    [Fact]
    public async Task An_abort_that_is_refused_changes_nothing_about_the_outcome()
    {
        using var bench = new TransferBench();
        var item = bench.Plan(13 * MiB);
        bench.Store.Add(FakeFault.Status(StoreOperation.UploadPart, 403, "AccessDenied", times: 100));
        bench.Store.Add(FakeFault.Status(StoreOperation.AbortMultipartUpload, 403, "AccessDenied", times: 100));
        TransferAttempt attempt = await StrategyKind.Streaming.Make().TransferAsync(item, bench.Run, TestContext.Current.CancellationToken);

        Assert.Equal(TransferErrorCodes.AccessDenied, attempt.Error!.Code);
        Assert.Equal(1, bench.Store.Count(StoreOperation.AbortMultipartUpload));
        Assert.Equal(1, bench.Store.OpenUploads);
    }

    [Theory]
    [InlineData(StrategyKind.Copy)]
    [InlineData(StrategyKind.Streaming)]
    [InlineData(StrategyKind.Traditional)]
    public async Task Cancelled_before_the_first_request_nothing_is_sent(StrategyKind kind)
    {
        using var bench = new TransferBench();
        var item = bench.Plan(1000);
        await bench.Cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kind.Make().TransferAsync(item, bench.Run, bench.Cancel.Token).AsTask());
        Assert.Empty(bench.Store.Calls);
        bench.AssertClean();
    }

    private static async Task<int> CountAsync(StrategyKind kind, long size)
    {
        using var bench = new TransferBench();
        await kind.Make().TransferAsync(bench.Plan(size), bench.Run, TestContext.Current.CancellationToken);
        return bench.Store.Calls.Count;
    }
}
