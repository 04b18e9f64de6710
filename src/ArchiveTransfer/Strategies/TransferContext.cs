using Amazon.S3;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer;

/// <summary>What a strategy gets to work with: one per run.</summary>
public sealed class TransferContext
{
    private readonly IAmazonS3 sourceClient = null!;
    private readonly IAmazonS3 destinationClient = null!;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>A snapshot of the options; do not change it.</summary>
    public required ArchiveCollectionOptions Options { get; init; }

    /// <summary>A client with the source's identity, retries off unless it is <see cref="ArchiveCollectionComponents.SourceClient"/>.</summary>
    public required IAmazonS3 SourceClient { get => Clients?.Source ?? sourceClient; init => sourceClient = value; }

    /// <summary>A client with the destination's identity, retries off unless it is <see cref="ArchiveCollectionComponents.DestinationClient"/>.</summary>
    public required IAmazonS3 DestinationClient { get => Clients?.Destination ?? destinationClient; init => destinationClient = value; }

    /// <summary>One copy request, signed by the destination, can reach both sides.</summary>
    public bool SameEndpoint { get; init; }

    /// <summary>Logger.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Waits for a place among the requests in flight to the destination; dispose what it returns. Only for strategies that are not <see cref="ObjectTransferStrategy"/>, whose attempts have one already.</summary>
    /// <value>In a context not made by a run: no limit.</value>
    public Func<CancellationToken, ValueTask<IDisposable>> EnterAsync { get; init; } = static _ => new ValueTask<IDisposable>(Unlimited.Instance);

    /// <summary>Counts object bytes that passed through this machine: received, sent.</summary>
    public Action<long, long> ReportBytes { get; init; } = static (_, _) => { };

    /// <summary>Clients of the run, each in the region its side turned out to be in; null in a context not made by a run.</summary>
    internal StoreClients? Clients { get; init; }

    /// <summary>What the built-in strategies work with; null in a context not made by a run.</summary>
    internal TransferRun? Run { get; init; }

    private sealed class Unlimited : IDisposable
    {
        public static readonly Unlimited Instance = new();

        public void Dispose()
        {
        }
    }
}
