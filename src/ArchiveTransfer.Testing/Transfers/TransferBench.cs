using System.Collections.Concurrent;
using Amazon.S3;
using ArchiveTransfer.Testing.Clients;
using ArchiveTransfer.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArchiveTransfer.Testing.Transfers;

/// <summary>What a strategy needs to be tried without an engine. Keeps the clients it makes until it is disposed.</summary>
internal sealed class TransferBench(Store store, string? certificatePem) : IDisposable
{
    private readonly ConcurrentBag<IAmazonS3> _clients = [];

    public TransferContext CreateContext(string sourceBucket, string destinationBucket, Action<ArchiveCollectionOptions>? configure)
    {
        var (source, destination) = (Find(sourceBucket), Find(destinationBucket));
        var options = new ArchiveCollectionOptions();
        (options.Source.Bucket, options.Source.ServiceUrl, options.Source.Region) = (sourceBucket, store.Endpoints[source.Region], source.Region);
        (options.Destination.Bucket, options.Destination.ServiceUrl, options.Destination.Region) = (destinationBucket, store.Endpoints[destination.Region], destination.Region);
        configure?.Invoke(options);
        return new TransferContext
        {
            RunId = "simulated",
            Options = options,
            SourceClient = Client(source.Region, options.Source.Anonymous ? null : source.Owner),
            DestinationClient = Client(destination.Region, destination.Owner),
            SameEndpoint = source.Region == destination.Region,
            Logger = NullLogger.Instance,
            TimeProvider = store.Options.TimeProvider,
        };
    }

    public IAsyncEnumerable<PlannedTransfer> PlanAsync(string sourceBucket, string destinationBucket) => PlanAsync(Find(sourceBucket), Find(destinationBucket));

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    private static async IAsyncEnumerable<PlannedTransfer> PlanAsync(S3Bucket source, S3Bucket destination)
    {
        foreach (var found in source.Keys.Select(source.Get).OfType<S3StoredObject>())
        {
            // Asynchronous as the plans of a run are: a strategy that blocks on its items is found out.
            await Task.Yield();
            yield return new PlannedTransfer
            {
                Source = new ArchiveObject { Key = found.Key, Size = found.Size, ETag = found.ETag, LastModified = found.LastModified, StorageClass = found.StorageClass },
                SourceBucket = source.Name,
                DestinationBucket = destination.Name,
                DestinationKey = found.Key,
                Size = found.Size,
                Reason = TransferReasons.New,
            };
        }
    }

    private S3Bucket Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return store.Buckets.TryGetValue(name, out var bucket) ? bucket : throw new ArgumentException($"There is no bucket '{name}'.", nameof(name));
    }

    private IAmazonS3 Client(string region, S3Identity? identity)
    {
        var client = SimulatorClient.Create(store.Endpoints[region], region, certificatePem, identity);
        _clients.Add(client);
        return client;
    }
}
