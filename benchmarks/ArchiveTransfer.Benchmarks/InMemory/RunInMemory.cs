using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.Execution;
using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Strategies;
using ArchiveTransfer.Verification;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArchiveTransfer.Benchmarks.InMemory;

/// <summary>A run as the workflow makes it, between two stores that are given.</summary>
internal sealed class RunInMemory : IDisposable
{
    public const int Concurrency = 64;

    private readonly AmazonS3Client unused = new(new AnonymousAWSCredentials(), RegionEndpoint.USEast1);

    public RunInMemory(IObjectStore source, IObjectStore destination)
    {
        var options = new ArchiveCollectionOptions
        {
            Source = { Bucket = "archive", Prefix = "data/" },
            Destination = { Bucket = "lake", Prefix = "lake/" },
        };
        var counters = new RequestCounters();
        var share = new PlaceGate(Concurrency);
        var places = new RequestPlaces(new EndpointLimiter("memory", TimeProvider.System), "lake", share, share, Concurrency);
        var sender = new RequestSender(new RetryPipelines(options.Retry, TimeProvider.System), options.Retry, options.AttemptTimeout, places, counters, TimeProvider.System);
        Run = new TransferRun
        {
            RunId = "benchmark",
            Options = options,
            Source = new CountingObjectStore(source, counters),
            Destination = new CountingObjectStore(destination, counters),
            SourceSender = sender,
            DestinationSender = sender,
            SameEndpoint = true,
            Counters = counters,
            ETags = new ETagTrust(),
            Staging = new StagingArea(options.Staging.Directory),
            Logger = NullLogger.Instance,
            TimeProvider = TimeProvider.System,
            Settling = CancellationToken.None,
        };
        Context = new TransferContext
        {
            RunId = Run.RunId,
            Options = options,
            SourceClient = unused,
            DestinationClient = unused,
            SameEndpoint = true,
            Logger = Run.Logger,
            Run = Run,
        };
        SourceContext = new ArchiveSourceContext { Options = options, Client = unused, Logger = Run.Logger, Run = Run };
    }

    public TransferRun Run { get; }

    public TransferContext Context { get; }

    public ArchiveSourceContext SourceContext { get; }

    public void Dispose()
    {
        Run.Staging.Dispose();
        unused.Dispose();
    }
}
