using Amazon.S3;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer;

/// <summary>What a strategy gets to work with: one per run and (source, destination) pair.</summary>
public sealed class TransferContext
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }
    /// <summary>A snapshot of the options; do not change it.</summary>
    public required ArchiveCollectionOptions Options { get; init; }
    /// <summary>A client with the source's identity, retries off.</summary>
    public required IAmazonS3 SourceClient { get; init; }
    /// <summary>A client with the destination's identity, retries off.</summary>
    public required IAmazonS3 DestinationClient { get; init; }
    /// <summary>One copy request, signed by the destination, can reach both sides.</summary>
    public bool SameEndpoint { get; init; }
    /// <summary>Logger.</summary>
    public required ILogger Logger { get; init; }
    /// <summary>Clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
    /// <summary>Waits for a place among the requests in flight to the destination; dispose what it returns. Only for strategies that are not <see cref="ObjectTransferStrategy"/>.</summary>
    public Func<CancellationToken, ValueTask<IDisposable>> EnterAsync { get; init; } = static _ => throw null!;
    /// <summary>Counts bytes that passed through this machine.</summary>
    public Action<long, long> ReportBytes { get; init; } = static (_, _) => { };
}
