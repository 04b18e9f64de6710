using System.Runtime.CompilerServices;
using Amazon.S3;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>What users of the package write about strategies of their own.</summary>
public sealed class StrategyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_strategy_is_tested_in_five_lines()
    {
        await using var s3 = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        s3.AddBucket("archive").AddVirtual(3, "{0:D2}.zip", size: 1_000);
        var lake = s3.AddBucket("lake");
        await foreach (var attempt in new CopyingStrategy().TransferAsync(s3.PlanTransfersAsync("archive", "lake"), s3.CreateTransferContext("archive", "lake"), Cancellation)) Assert.Null(attempt.Error);
        Assert.Equal(["00.zip", "01.zip", "02.zip"], lake.Keys);
    }

    [Fact]
    public async Task A_strategy_that_does_one_object_at_a_time_is_tested_alike()
    {
        await using var s3 = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        s3.AddBucket("archive").AddVirtual(3, "{0:D2}.zip", size: 1_000);
        var lake = s3.AddBucket("lake");
        ITransferStrategy strategy = new CopyingOneByOneStrategy();
        await foreach (var attempt in strategy.TransferAsync(s3.PlanTransfersAsync("archive", "lake"), s3.CreateTransferContext("archive", "lake"), Cancellation)) Assert.Null(attempt.Error);
        Assert.Equal(["00.zip", "01.zip", "02.zip"], lake.Keys);
    }

    [Fact]
    public async Task Both_clients_have_the_identity_of_their_bucket_and_reach_a_simulator_with_tls()
    {
        await using var s3 = await S3Simulator.StartAsync(static options => options.UseTls = true, Cancellation);
        var archive = s3.AddBucket("archive", s3.AddIdentity("publisher"));
        s3.AddBucket("lake", s3.AddIdentity("collector"));
        archive.Put("a", new byte[10]);
        var context = s3.CreateTransferContext("archive", "lake", static options => options.PartSizeMiB = 5);

        await context.SourceClient.GetObjectMetadataAsync("archive", "a", Cancellation);
        await context.DestinationClient.ListObjectsV2Async(new() { BucketName = "lake" }, Cancellation);
        var refused = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => context.DestinationClient.GetObjectAsync("archive", "a", Cancellation));

        Assert.Equal("AccessDenied", refused.ErrorCode);
        Assert.Equal(["SIMPUBLISHER", "SIMCOLLECTOR", "SIMCOLLECTOR"], s3.Requests.Select(static record => record.AccessKey));
        Assert.Equal(("archive", "lake", s3.Endpoint, s3.Endpoint, 5), (
            context.Options.Source.Bucket,
            context.Options.Destination.Bucket,
            context.Options.Source.ServiceUrl,
            context.Options.Destination.ServiceUrl,
            context.Options.PartSizeMiB));
        Assert.Empty(context.Options.Validate());
        Assert.True(context.SameEndpoint);
    }

    [Fact]
    public async Task An_anonymous_source_is_read_unsigned()
    {
        await using var s3 = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        s3.AddBucket("archive", isPublic: true).Put("a", new byte[10]);
        s3.AddBucket("lake");

        await s3.CreateTransferContext("archive", "lake", static options => options.Source.Anonymous = true).SourceClient.GetObjectMetadataAsync("archive", "a", Cancellation);

        Assert.Null(Assert.Single(s3.Requests).AccessKey);
    }

    [Fact]
    public async Task Clients_of_a_context_go_with_the_simulator()
    {
        var s3 = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        s3.AddBucket("archive");
        s3.AddBucket("lake");
        var context = s3.CreateTransferContext("archive", "lake");
        await s3.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => context.SourceClient.ListBucketsAsync(Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => context.DestinationClient.ListBucketsAsync(Cancellation));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named_at_once()
    {
        await using var s3 = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        s3.AddBucket("archive");

        Assert.Contains("'lake'", Assert.Throws<ArgumentException>(() => s3.CreateTransferContext("archive", "lake")).Message, StringComparison.Ordinal);
        Assert.Contains("'lake'", Assert.Throws<ArgumentException>(() => s3.PlanTransfersAsync("lake", "archive")).Message, StringComparison.Ordinal);
    }

    private sealed class CopyingStrategy : ITransferStrategy
    {
        public string Name => "copying";

        public TransferPath Path => TransferPath.ServerSide;

        public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) => TransferEligibility.Eligible;

        public async IAsyncEnumerable<TransferAttempt> TransferAsync(IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                using var place = await context.EnterAsync(cancellationToken);
                await context.DestinationClient.CopyObjectAsync(item.SourceBucket, item.Source.Key, item.DestinationBucket, item.DestinationKey, cancellationToken);
                yield return TransferAttempt.Copied(item, item.Source.ETag);
            }
        }
    }

    private sealed class CopyingOneByOneStrategy : ObjectTransferStrategy
    {
        public override string Name => "copying_one_by_one";

        public override TransferPath Path => TransferPath.ServerSide;

        protected override async ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken)
        {
            var answer = await context.DestinationClient.CopyObjectAsync(item.SourceBucket, item.Source.Key, item.DestinationBucket, item.DestinationKey, cancellationToken);
            return TransferAttempt.Copied(item, answer.ETag.Trim('"'));
        }
    }
}
