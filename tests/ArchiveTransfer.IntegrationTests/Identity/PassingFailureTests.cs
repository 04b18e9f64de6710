using Amazon.Runtime;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>Providers that are not well for a moment, and such as never will be.</summary>
public sealed class PassingFailureTests : CollectionTest
{
    private const int Objects = 500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task One_failing_answer_of_the_provider_fails_no_object(int at)
    {
        PutMany();

        ArchiveCollectionResult result = await CollectAsync(With, Given(new Failing(Collector, asked => asked == at, static () => new HttpRequestException("The token service answered 503."))));

        AssertSucceeded(result);
        Assert.Equal(Objects, result.Totals.Copied);
    }

    [Fact]
    public async Task A_provider_that_stays_away_ends_the_run_before_it_begins()
    {
        PutMany();
        var provider = new Failing(Collector, static _ => true, static () => new TimeoutException("The token service does not answer."));

        var exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(With, Given(provider)));

        Assert.Equal(TransferErrorCodes.InvalidCredentials, exception.ErrorCode);
        Assert.Contains("The token service does not answer.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, provider.Asked);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_provider_that_breaks_ends_the_run_soon(bool mayPass)
    {
        // Asked before the run, with its first request, and once a second from then on.
        PutMany();
        Simulator.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(100) });
        var provider = new Failing(Collector, static asked => asked > 2, mayPass ? static () => new HttpRequestException("no answer") : static () => new InvalidOperationException("no session"));

        ArchiveCollectionResult result = await CollectAsync(
            options =>
            {
                With(options);
                (options.Sanity.FailureStormThreshold, options.Retry.MaxRetryAttempts) = (20, 2);
            },
            Given(provider));

        Assert.Equal(TransferErrorCodes.FailureStorm, result.Error!.Code);
        Assert.Equal([TransferErrorCodes.InvalidCredentials], result.FailureCounts.Keys);
        Assert.True(result.Totals.Failed < Objects / 2, $"{result.Totals.Failed} objects failed before the run stopped.");
    }

    private static void With(ArchiveCollectionOptions options) => (options.OperationMode, options.MaxConcurrency) = (OperationMode.DirectSync, 16);

    private static ArchiveCollectionComponents Given(AWSCredentials credentials) => new() { DestinationCredentials = credentials };

    private void PutMany()
    {
        for (int i = 0; i < Objects; i++)
        {
            Source.Put($"{i:D4}", Bytes(10, i));
        }
    }

    private sealed class Failing(S3Identity identity, Func<int, bool> fails, Func<Exception> with) : AWSCredentials
    {
        private int _asked;

        public int Asked => _asked;

        public override ImmutableCredentials GetCredentials() => new(identity.AccessKey, identity.SecretKey, null);

        public override Task<ImmutableCredentials> GetCredentialsAsync() =>
            fails(Interlocked.Increment(ref _asked)) ? Task.FromException<ImmutableCredentials>(with()) : Task.FromResult(GetCredentials());
    }
}
