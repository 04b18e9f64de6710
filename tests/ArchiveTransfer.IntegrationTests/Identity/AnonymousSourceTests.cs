using ArchiveTransfer.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>
/// An anonymous source is read unsigned and written to never; the destination is written signed always, whichever way the bytes take. A request without
/// an access key that was answered carried no signature, in a header or in the query: the simulator refuses those it cannot verify.
/// </summary>
public sealed class AnonymousSourceTests : S5cmdCollectionTest
{
    private const int LargeSize = (11 << 20) + 3;

    private static readonly string[] Reading = ["GetObject", "HeadObject", "ListObjectsV2", "GetObjectTagging", "ListParts", "ListObjects", "HeadBucket", "GetBucketLocation"];

    public enum Way
    {
        Copy,
        Stream,
        FallBack,
        Stage,
        S5cmd,
    }

    [Theory]
    [InlineData(Way.Copy, OperationMode.DirectSync, TransferStrategyNames.ServerSideCopy)]
    [InlineData(Way.Copy, OperationMode.Auto, TransferStrategyNames.ServerSideCopy)]
    [InlineData(Way.Copy, OperationMode.Hybrid, TransferStrategyNames.ServerSideCopy)]
    [InlineData(Way.FallBack, OperationMode.Auto, TransferStrategyNames.Streaming)]
    [InlineData(Way.FallBack, OperationMode.Hybrid, TransferStrategyNames.Streaming)]
    [InlineData(Way.Stream, OperationMode.Auto, TransferStrategyNames.Streaming)]
    [InlineData(Way.Stream, OperationMode.Hybrid, TransferStrategyNames.Streaming)]
    [InlineData(Way.Stage, OperationMode.Traditional, TransferStrategyNames.Traditional)]
    [InlineData(Way.S5cmd, OperationMode.DirectSync, TransferStrategyNames.S5cmd)]
    [InlineData(Way.S5cmd, OperationMode.Auto, TransferStrategyNames.S5cmd)]
    public async Task Reads_of_the_source_are_unsigned_and_writes_are_signed(Way way, OperationMode mode, string strategy)
    {
        await using S3Simulator elsewhere = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        S3Bucket lake = way == Way.Stream ? elsewhere.AddBucket(Lake.Name) : Lake;
        S3Identity writer = way == Way.Stream ? elsewhere.Owner : Collector;
        using IDisposable? refused = way == Way.FallBack ? Simulator.Inject(new S3Fault { Kind = S3Fault.NotImplemented, Header = "x-amz-copy-source" }) : null;
        Source.Put("small.zip", Bytes(1_000));
        Source.Put("empty.zip", Array.Empty<byte>());
        Source.Put("large.zip", Bytes(LargeSize));
        string tool = way == Way.S5cmd ? StandIn() : "";
        ArchiveCollectionComponents parts = Parts();
        parts.DestinationCredentials = CredentialsOf(writer);
        void Configure(ArchiveCollectionOptions options)
        {
            options.OperationMode = mode;
            options.PartSizeMiB = options.MultipartThresholdMiB = 5;
            options.Destination.ServiceUrl = way == Way.Stream ? elsewhere.Endpoint : Simulator.Endpoint;
            if (way == Way.S5cmd)
            {
                By(tool)(options);
            }
        }

        ArchiveCollectionResult result = await CollectAsync(Configure, parts);
        AssertSucceeded(await CollectAsync(Configure, parts));

        AssertSucceeded(result);
        Assert.Equal(3, result.Totals.Copied);
        Assert.Contains(result.Strategies, summary => summary.Strategy == strategy && summary.Copied > 0);
        Assert.Equal(Source.Get("large.zip")!.ComputeSha256(), lake.Get("large.zip")!.ComputeSha256());

        S3RequestRecord[] requests = [.. Simulator.Requests, .. elsewhere.Requests];
        S3RequestRecord[] reads = [.. requests.Where(request => request.Bucket == Source.Name)];
        Assert.Contains(reads, static request => request.Operation == "ListObjectsV2");
        Assert.Equal(way is Way.Stream or Way.FallBack or Way.Stage, reads.Any(static request => request.Operation == "GetObject"));
        Assert.All(reads, AssertUnsignedRead);

        S3RequestRecord[] writes = [.. requests.Where(static request => !Reading.Contains(request.Operation, StringComparer.Ordinal))];
        Assert.NotEmpty(writes);
        Assert.All(writes, request => Assert.Equal(Lake.Name, request.Bucket));
        Assert.All(requests.Where(request => request.Bucket == Lake.Name), request => AssertSigned(request, writer));
    }

    /// <summary>Head and tags of the source, which the ways above need not ask for.</summary>
    [Fact]
    public async Task Heads_and_tags_of_the_source_are_unsigned()
    {
        Source.Put("large.zip", Bytes(LargeSize));
        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            options.OperationMode = OperationMode.DirectSync;
            options.PartSizeMiB = options.MultipartThresholdMiB = 5;
        });

        AssertSucceeded(result);
        S3RequestRecord[] reads = [.. Simulator.Requests.Where(request => request.Bucket == Source.Name)];
        Assert.Contains(reads, static request => request.Operation == "HeadObject");
        Assert.All(reads, AssertUnsignedRead);
    }

    /// <summary>Credentials that are given for an anonymous source stay unused.</summary>
    [Fact]
    public async Task Credentials_given_for_an_anonymous_source_sign_nothing()
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionResult result = await CollectAsync(
            static options => options.OperationMode = OperationMode.Traditional, new ArchiveCollectionComponents { SourceCredentials = CredentialsOf(Publisher) });
        AssertSucceeded(result);
        Assert.All(Simulator.Requests.Where(request => request.Bucket == Source.Name), AssertUnsignedRead);
    }

    /// <summary>What the other tests look at does tell signed from unsigned.</summary>
    [Fact]
    public async Task A_source_that_is_not_anonymous_is_read_signed()
    {
        Source.Put("a.zip", Bytes(10));
        ArchiveCollectionResult result = await CollectAsync(
            static options => (options.OperationMode, options.Source.Anonymous) = (OperationMode.Traditional, false), new ArchiveCollectionComponents { SourceCredentials = CredentialsOf(Publisher) });
        AssertSucceeded(result);
        S3RequestRecord[] reads = [.. Simulator.Requests.Where(request => request.Bucket == Source.Name)];
        Assert.All(reads, request => Assert.Equal(Publisher.AccessKey, request.AccessKey));
        Assert.All(reads, static request => Assert.Contains("x-amz-date", request.Headers.Keys));
    }

    private static void AssertSigned(S3RequestRecord request, S3Identity writer)
    {
        if (request.ErrorCode == "NotImplemented")
        {
            // Refused before anybody looked who signed.
            Assert.Contains("x-amz-date", request.Headers.Keys);
            return;
        }

        Assert.Equal(writer.AccessKey, request.AccessKey);
    }

    private static void AssertUnsignedRead(S3RequestRecord request)
    {
        Assert.Contains(request.Operation, Reading);
        Assert.Equal((null, null), (request.AccessKey, request.ErrorCode));
        Assert.InRange(request.StatusCode, 200, 299);
        Assert.DoesNotContain("x-amz-date", request.Headers.Keys);
        Assert.DoesNotContain("x-amz-security-token", request.Headers.Keys);
        Assert.DoesNotContain("X-Amz-", request.RawTarget, StringComparison.OrdinalIgnoreCase);
    }
}
