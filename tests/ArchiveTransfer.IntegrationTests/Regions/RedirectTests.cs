using System.Runtime.CompilerServices;
using Amazon.S3;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Regions;

/// <summary>Regions that are set, and wrong: learned from the first refusal.</summary>
public sealed class RedirectTests : AwsTest
{
    [Theory]
    [InlineData(Virginia, Virginia, false)]
    [InlineData(Ireland, Tokyo, false)]
    [InlineData(Virginia, Virginia, true)]
    public async Task Wrong_regions_of_both_sides_are_learned_by_the_first_listings(string source, string destination, bool temporarily)
    {
        Source.AddVirtual(300, index => $"data/{index:D4}", _ => 1_000);
        (Source.RedirectsTemporarily, Lake.RedirectsTemporarily) = (temporarily, temporarily);

        ArchiveCollectionResult result = await CollectAsync(options => (options.Source.Region, options.Destination.Region) = (source, destination));

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal((300, 0), (result.Totals.Copied, result.Measurements.Retries));
        Assert.Equal((1, 1), (Refused(Source.Name), Refused(Lake.Name)));
        Assert.Equal(Simulator.ReadCounters().Requests.OrderBy(entry => entry.Key), result.Measurements.Requests.OrderBy(entry => entry.Key));
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains($"Source.Region is '{source}', but the store says that bucket '{Source.Name}' is in '{Tokyo}'; requests are sent there. Set Source.Region to it.", result.Warnings);
        // A redirect names an address of the simulator; nothing ever goes there.
        Assert.All(Hosts, host => Assert.EndsWith(".amazonaws.com", host, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copies_that_meet_the_wrong_region_all_at_once_are_refused_no_more_than_are_in_flight()
    {
        Source.AddVirtual(300, index => $"data/{index:D4}", _ => 1_000);

        // Nobody lists the destination: copies are the first to go there.
        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            (options.Source.Region, options.Destination.Region) = (Tokyo, Virginia);
            options.OperationMode = OperationMode.DirectSync;
            options.Overwrite = OverwriteMode.Always;
            options.MaxConcurrency = 16;
        });

        AssertSucceeded(result);
        AssertMirrored();
        Assert.InRange(Refused(Lake.Name), 1, 16);
        Assert.Equal(0, Refused(Source.Name));
        Assert.Equal((300, 0), (result.Totals.Copied, result.Measurements.Retries));
        Assert.Equal(300, Sent("CopyObject").Count(copy => copy.StatusCode == 200));
    }

    [Theory]
    [InlineData(OperationMode.Auto, 2_000)]
    [InlineData(OperationMode.Auto, 3_000_000)]
    [InlineData(OperationMode.Auto, 12_000_000)]
    [InlineData(OperationMode.Traditional, 2_000)]
    [InlineData(OperationMode.Traditional, 12_000_000)]
    public async Task Bodies_that_meet_the_wrong_region_are_sent_there(OperationMode mode, int size)
    {
        for (int i = 0; i < 5; i++)
        {
            Source.Put($"{i}", Bytes(size + i));
        }

        // Another endpoint for the source: nothing can be copied, and a write is the first to go to the destination.
        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            (options.Source.ServiceUrl, options.Source.Region, options.Destination.Region) = (Simulator.EndpointOf(Tokyo), Tokyo, Virginia);
            options.OperationMode = mode;
            options.Overwrite = OverwriteMode.Always;
            options.MultipartThresholdMiB = 5;
            options.PartSizeMiB = 5;
            options.MaxConcurrency = 8;
        });

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal(5, result.Totals.Copied);
        Assert.Equal(mode == OperationMode.Auto ? TransferStrategyNames.Streaming : TransferStrategyNames.Traditional, Assert.Single(result.Strategies).Strategy);
        Assert.InRange(Refused(Lake.Name), 1, 8);
    }

    [Fact]
    public async Task Parts_copied_to_the_wrong_region_are_copied_to_the_right_one()
    {
        Source.AddVirtual(2, index => $"{index}", _ => 30L << 20);

        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            (options.Source.Region, options.Destination.Region) = (Tokyo, Virginia);
            options.Overwrite = OverwriteMode.Always;
            (options.MultipartThresholdMiB, options.PartSizeMiB) = (5, 5);
        });

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal(12, Sent("UploadPartCopy").Count(part => part.StatusCode == 200));
        Assert.InRange(Refused(Lake.Name), 1, 2);
    }

    [Fact]
    public async Task Strategies_and_sources_of_the_application_get_clients_in_the_right_region()
    {
        Source.Put("a", Bytes(10));
        var strategy = new ClientRegions();

        AssertSucceeded(await CollectAsync(options => options.Destination.Region = Virginia, components => components.Strategies.Add(strategy)));

        Assert.Equal(Tokyo, strategy.BeforeTheRun.Source);
        Assert.Equal((Tokyo, Ireland), strategy.InTheRun);
    }

    [Fact]
    public async Task A_client_given_in_code_stays_as_it_is()
    {
        Source.Put("a", Bytes(10));
        using IAmazonS3 client = Simulator.CreateClient(null, Ireland);

        var wrong = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(with: components => components.SourceClient = client));

        Assert.Equal(TransferErrorCodes.WrongRegion, wrong.ErrorCode);
        Assert.Equal(1, Refused(Source.Name));
    }

    [Fact]
    public async Task At_one_address_the_signature_is_for_the_region_that_the_store_names()
    {
        Source.Put("a", Bytes(3_000_000));

        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            (options.Source.ServiceUrl, options.Source.Region, options.Source.Anonymous) = (Simulator.EndpointOf(Tokyo), "mars-1", false);
            options.Destination.ServiceUrl = Simulator.EndpointOf(Ireland);
        });

        AssertSucceeded(result);
        AssertMirrored();
        Assert.Equal((1, 1), (Refused(Source.Name), Refused(Lake.Name)));
        Assert.StartsWith("Source.Region is 'mars-1'", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(Sent("HeadBucket"));
    }

    [Fact]
    public async Task At_one_address_a_redirect_is_the_end()
    {
        Source.Put("a", Bytes(10));
        Source.RedirectsTemporarily = true;

        var wrong = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(options =>
        {
            options.Source.ServiceUrl = Simulator.EndpointOf(Virginia);
            options.Destination.Region = Ireland;
        }));

        Assert.Equal(TransferErrorCodes.WrongRegion, wrong.ErrorCode);
        Assert.Contains($"is in region '{Tokyo}'", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(1, Refused(Source.Name));
    }

    [Fact]
    public async Task Another_bucket_of_a_source_of_the_application_moves_nobody()
    {
        Source.Put("a", Bytes(10));
        S3Bucket other = Simulator.AddBucket(Source.Name + "-other", isPublic: true, region: Ireland);
        other.AddVirtual(1, static _ => "large", static _ => 30L << 20);

        ArchiveCollectionResult result = await CollectAsync(
            options => (options.MultipartThresholdMiB, options.PartSizeMiB, options.OperationMode) = (5, 5, OperationMode.DirectSync),
            components => components.Source = new TwoBuckets(Source.Name, other.Name));

        Assert.Equal((1, 1), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal(TransferErrorCodes.WrongRegion, Assert.Single(result.Failures).Error!.Code);
        Assert.Equal(1, Refused(other.Name));
    }

    private sealed class TwoBuckets(string first, string second) : IArchiveSource
    {
        public ArchiveSourceOrder Order => ArchiveSourceOrder.Unordered;

        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return new ArchiveObject { Key = "large", Size = 30L << 20, BucketName = second };
            yield return new ArchiveObject { Key = "a", Size = 10, BucketName = first };
        }
    }

    private sealed class ClientRegions : ObjectTransferStrategy
    {
        public override string Name => "client_regions";

        public override TransferPath Path => TransferPath.ServerSide;

        public (string? Source, string? Destination) BeforeTheRun { get; private set; }

        public (string? Source, string? Destination) InTheRun { get; private set; }

        public override ValueTask<TransferEligibility> PrepareAsync(TransferContext context, CancellationToken cancellationToken)
        {
            BeforeTheRun = Of(context);
            return base.PrepareAsync(context, cancellationToken);
        }

        public override TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context)
        {
            InTheRun = Of(context);
            return TransferEligibility.Refuse("looks only");
        }

        protected override ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        private static (string? Source, string? Destination) Of(TransferContext context) =>
            (context.SourceClient.Config.RegionEndpoint?.SystemName, context.DestinationClient.Config.RegionEndpoint?.SystemName);
    }
}
