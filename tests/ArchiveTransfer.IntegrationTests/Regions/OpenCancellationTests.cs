using ArchiveTransfer.Identity;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Regions;

/// <summary>Runs that are cancelled while their buckets are asked for regions.</summary>
public sealed class OpenCancellationTests : AwsTest
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(Virginia)]
    [InlineData(null)]
    public async Task While_credentials_hang(string? chainRegion)
    {
        Source.Put("a", Bytes(10));
        using var cancel = new CancellationTokenSource();
        await AssertCancelledAsync(cancel, CollectAsync(with: components => components.DestinationCredentials = new HangingCredentials(Collector, 1, cancel.Cancel), chainRegion: chainRegion, cancellationToken: cancel.Token));
    }

    [Theory]
    [InlineData(Virginia)]
    [InlineData(null)]
    public async Task Before(string? chainRegion)
    {
        Source.Put("a", Bytes(10));
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await AssertCancelledAsync(cancel, CollectAsync(chainRegion: chainRegion, cancellationToken: cancel.Token));
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData(Virginia)]
    [InlineData(null)]
    public async Task While_the_bucket_does_not_answer(string? chainRegion)
    {
        Source.Put("a", Bytes(10));
        using var cancel = new CancellationTokenSource();
        using IDisposable stall = Simulator.Inject(new S3Fault
        {
            Kind = S3Fault.Stall,
            Operation = "HeadBucket",
            Keys = _ =>
            {
                cancel.Cancel();
                return true;
            },
        });
        await AssertCancelledAsync(cancel, CollectAsync(chainRegion: chainRegion, cancellationToken: cancel.Token));
    }

    private static async Task AssertCancelledAsync(CancellationTokenSource cancel, Task<ArchiveCollectionResult> run)
    {
        var exception = await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => run.WaitAsync(Long, Cancellation));
        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Equal((ArchiveCollectionStatus.Canceled, 0), (exception.Result.Status, exception.Result.Totals.Planned));
    }
}
