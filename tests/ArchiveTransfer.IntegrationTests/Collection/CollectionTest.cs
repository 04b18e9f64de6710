using Amazon.Runtime;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>A publisher's public bucket, a collector's own bucket, and collections between them: a simulator for every test, so that tests run in parallel.</summary>
public abstract class CollectionTest : IAsyncLifetime
{
    protected S3Simulator Simulator { get; private set; } = null!;

    protected S3Identity Publisher { get; private set; } = null!;

    protected S3Identity Collector => Simulator.Owner;

    protected S3Bucket Source { get; private set; } = null!;

    protected S3Bucket Lake { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Simulator = await S3Simulator.StartAsync(Configure, Cancellation);
        Publisher = Simulator.AddIdentity("publisher");
        Source = Simulator.AddBucket("archive", Publisher, isPublic: true);
        Lake = Simulator.AddBucket("lake");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(S3SimulatorOptions options)
    {
    }

    protected static byte[] Bytes(int count, int seed = 1)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected static BasicAWSCredentials CredentialsOf(S3Identity identity) => new(identity.AccessKey, identity.SecretKey);

    /// <summary>A collection from the publisher's bucket, read unsigned, into the collector's.</summary>
    protected ArchiveCollectionWorkflow Workflow(Action<ArchiveCollectionOptions>? configure = null, ArchiveCollectionComponents? components = null)
    {
        components ??= new ArchiveCollectionComponents();
        components.DestinationCredentials ??= CredentialsOf(Collector);
        return ArchiveCollectionWorkflow.Create(
            options =>
            {
                options.Source.Bucket = Source.Name;
                options.Source.ServiceUrl = Simulator.Endpoint;
                options.Source.Anonymous = true;
                options.Destination.Bucket = Lake.Name;
                options.Destination.ServiceUrl = Simulator.Endpoint;
                options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
                options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
                configure?.Invoke(options);
            },
            components);
    }

    protected async Task<ArchiveCollectionResult> CollectAsync(Action<ArchiveCollectionOptions>? configure = null, ArchiveCollectionComponents? components = null)
    {
        await using ArchiveCollectionWorkflow workflow = Workflow(configure, components);
        ArchiveCollectionResult result = await workflow.ExecuteAsync(Cancellation);
        AssertBalanced(result.Totals);
        return result;
    }

    /// <summary>Collects and keeps every outcome by source key.</summary>
    protected async Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome> Outcomes)> CollectOutcomesAsync(Action<ArchiveCollectionOptions>? configure = null, ArchiveCollectionComponents? components = null)
    {
        await using ArchiveCollectionWorkflow workflow = Workflow(configure, components);
        var outcomes = new Dictionary<string, TransferOutcome>(StringComparer.Ordinal);
        ArchiveCollectionResult result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (outcome, _) =>
                {
                    // Throws for a second outcome of the same object.
                    outcomes.Add(outcome.Source.Key, outcome);
                    return default;
                },
            },
            Cancellation);
        AssertBalanced(result.Totals);
        Assert.Equal(result.Totals.Planned, outcomes.Count);
        return (result, outcomes);
    }

    protected static void AssertBalanced(ArchiveCollectionTotals totals) =>
        Assert.Equal(totals.Planned, totals.Copied + totals.Skipped + totals.Failed + totals.NotPublished + totals.NotAttempted + totals.WouldCopy);

    protected static void AssertSucceeded(ArchiveCollectionResult result) =>
        Assert.True(result.Status == ArchiveCollectionStatus.Succeeded, $"{result.Status}: {result.Error?.Message} {string.Join(" | ", result.Failures.Take(3).Select(failure => failure.Error?.Message))} {string.Join(" | ", result.Warnings)}");

    /// <summary>Content, Content-Type and user metadata of every object are at the destination.</summary>
    protected void AssertMirrored(string destinationPrefix = "")
    {
        foreach (string key in Source.Keys)
        {
            S3StoredObject source = Source.Get(key)!;
            S3StoredObject? copy = Lake.Get(destinationPrefix + key);
            Assert.True(copy is not null, $"'{key}' is missing");
            Assert.Equal((key, source.Size, source.ComputeSha256()), (key, copy.Size, copy.ComputeSha256()));
            Assert.Equal(HeadersOf(source), HeadersOf(copy));
        }
    }

    /// <summary>As HEAD shows them: an object without a Content-Type has the store's.</summary>
    private static IEnumerable<(string Name, string Value)> HeadersOf(S3StoredObject stored) => stored.Headers
        .Select(header => (header.Key, header.Value))
        .Concat(stored.Headers.ContainsKey("content-type") ? [] : [("content-type", "binary/octet-stream")])
        .Where(header => !header.Item1.StartsWith("x-amz-server-side-encryption", StringComparison.Ordinal))
        .OrderBy(header => header.Item1, StringComparer.Ordinal);

    /// <summary>A run that begins no request for 40 s is stuck; one that does is slow.</summary>
    protected static async Task<ArchiveCollectionResult> EndAsync(Task<ArchiveCollectionResult> running, Func<long> begun)
    {
        for (long before = 0; ;)
        {
            try
            {
                return await running.WaitAsync(TimeSpan.FromSeconds(40), Cancellation);
            }
            catch (TimeoutException) when (begun() is var now && now > before)
            {
                before = begun();
            }
        }
    }
}
