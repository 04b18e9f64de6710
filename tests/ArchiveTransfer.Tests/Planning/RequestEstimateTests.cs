using ArchiveTransfer.Planning;
using ArchiveTransfer.Strategies;
using Xunit;

namespace ArchiveTransfer.Tests.Planning;

/// <summary>A plan promises the requests that the strategies are counted to send.</summary>
public sealed class RequestEstimateTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(TransferStrategyNames.ServerSideCopy, 12 * MiB, "CopyObject 1", 0)]
    [InlineData(TransferStrategyNames.ServerSideCopy, 13 * MiB, "CompleteMultipartUpload 1, CreateMultipartUpload 1, HeadObject 2, UploadPartCopy 3", 0)]
    [InlineData(TransferStrategyNames.Streaming, 0, "HeadObject 1, PutObject 1", 0)]
    [InlineData(TransferStrategyNames.Streaming, 12 * MiB, "GetObject 1, PutObject 1", 24 * MiB)]
    [InlineData(TransferStrategyNames.Streaming, 13 * MiB, "CompleteMultipartUpload 1, CreateMultipartUpload 1, GetObject 3, HeadObject 1, UploadPart 3", 26 * MiB)]
    [InlineData(TransferStrategyNames.Traditional, 13 * MiB, "CompleteMultipartUpload 1, CreateMultipartUpload 1, GetObject 3, UploadPart 3", 26 * MiB)]
    [InlineData("of the user's", 13 * MiB, "", 0)]
    public void Requests_are_those_of_the_strategy(string strategy, long size, string expected, long bytesThroughClient)
    {
        using var bench = new TransferBench();
        var estimate = new RequestEstimate();

        estimate.Add(bench.Plan(size), strategy, bench.Run);

        Assert.Equal(expected, string.Join(", ", estimate.Requests(new Dictionary<string, long>()).Select(entry => $"{entry.Key} {entry.Value}")));
        Assert.Equal(bytesThroughClient, estimate.BytesThroughClient);
    }
}
