using ArchiveTransfer.Execution;
using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Verification;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ArchiveTransfer.Strategies;

/// <summary>A run around one strategy and a store in memory.</summary>
internal sealed class TransferBench : IDisposable
{
    public const string SourceBucket = "from";
    public const string DestinationBucket = "to";
    public const string Key = "data/a b\"c\n.zip";
    public const long MiB = 1024 * 1024;

    public TransferBench(Action<ArchiveCollectionOptions>? configure = null, int places = 8)
    {
        Options = new ArchiveCollectionOptions { PartSizeMiB = 5, MultipartThresholdMiB = 12 };
        Options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        Options.Retry.MaxRetryAttempts = 3;
        configure?.Invoke(Options);
        Store = new InMemoryObjectStore(Time, Options.AttemptTimeout);
        var pipelines = new RetryPipelines(Options.Retry, Time);
        Run = new TransferRun
        {
            RunId = "run",
            Options = Options,
            Source = Store,
            Destination = Store,
            SourceSender = new RequestSender(pipelines, Options.Retry, Options.AttemptTimeout, Places(SourceBucket, places), Counters, Time),
            DestinationSender = new RequestSender(pipelines, Options.Retry, Options.AttemptTimeout, Places(DestinationBucket, places), Counters, Time),
            SameEndpoint = true,
            Counters = Counters,
            Incoming = new BandwidthLimit(Options.BandwidthLimitBytesPerSecond, Time),
            Outgoing = new BandwidthLimit(Options.BandwidthLimitBytesPerSecond, Time),
            ETags = new ETagTrust(),
            Staging = new StagingArea(StagingRoot),
            Logger = NullLogger.Instance,
            TimeProvider = Time,
            Settling = Settling.Token,
        };
    }

    public ArchiveCollectionOptions Options { get; }

    public TestTime Time { get; } = new();

    public string StagingRoot { get; } = Path.Combine(Path.GetTempPath(), $"archivetransfer-tests-{Guid.NewGuid():N}");

    public RequestCounters Counters { get; } = new();

    public InMemoryObjectStore Store { get; }

    public TransferRun Run { get; }

    public CancellationTokenSource Settling { get; } = new();

    public CancellationTokenSource Cancel { get; } = new();

    public FakeObject Copy => Store[DestinationBucket, Key];

    public bool HasCopy => Store.Contains(DestinationBucket, Key);

    /// <summary>Puts an object at the source and plans it.</summary>
    public PlannedTransfer Plan(long size, Func<FakeObject, FakeObject>? change = null, DestinationState? existing = null, int seed = 1)
    {
        FakeContent content = FakeContent.Pattern(size, seed);
        var source = new FakeObject
        {
            Content = content,
            ETag = content.ETag,
            LastModified = Time.GetUtcNow() - TimeSpan.FromDays(1),
            Headers = new ObjectHeaders
            {
                ContentType = "application/zip",
                ContentEncoding = "identity",
                ContentDisposition = "attachment",
                ContentLanguage = "en",
                CacheControl = "no-cache",
                Expires = "whenever",
                Metadata = [new("origin", "archive"), new("day", "2024-01-01")],
            },
            Tags = [new("team", "data")],
        };
        source = change is null ? source : change(source);
        Store[SourceBucket, Key] = source;
        return new PlannedTransfer
        {
            Source = new ArchiveObject { Key = Key, Size = size, ETag = source.ETag, StorageClass = source.StorageClass },
            SourceBucket = SourceBucket,
            DestinationBucket = DestinationBucket,
            DestinationKey = Key,
            Size = size,
            Reason = TransferReasons.New,
            Existing = existing,
        };
    }

    /// <summary>An older object of the same size at the destination, as the planner saw it.</summary>
    public DestinationState AddExisting(long size, int seed = 99)
    {
        FakeContent content = FakeContent.Pattern(size, seed);
        var existing = new FakeObject { Content = content, ETag = content.ETag, LastModified = Time.GetUtcNow() - TimeSpan.FromDays(2) };
        Store[DestinationBucket, Key] = existing;
        return new DestinationState(size, existing.ETag, existing.LastModified);
    }

    /// <summary>Nothing is left of the transfer but what is at the destination.</summary>
    public void AssertClean()
    {
        Assert.Equal(0, Store.OpenUploads);
        Assert.Equal(0, Run.Staging.CurrentBytes);
        Assert.Equal(0, Run.Buffers.Current);
        if (Directory.Exists(StagingRoot))
        {
            Assert.Empty(Directory.EnumerateFiles(StagingRoot, "*", SearchOption.AllDirectories));
        }
    }

    public void AssertCopied()
    {
        FakeObject source = Store[SourceBucket, Key];
        Assert.True(Copy.Content.SameAs(source.Content));
        Assert.Equal(source.Headers, Copy.Headers);
        AssertClean();
    }

    private RequestPlaces Places(string bucket, int most)
    {
        var share = new PlaceGate(most);
        return new RequestPlaces(new EndpointLimiter("store", Time), bucket, share, share, most);
    }

    public void Dispose()
    {
        Run.Staging.Dispose();
        Assert.False(Directory.Exists(StagingRoot));
        Settling.Dispose();
        Cancel.Dispose();
        Store.Dispose();
    }
}
