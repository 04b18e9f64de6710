using Amazon.S3;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer;

/// <summary>What a source gets to work with.</summary>
public sealed class ArchiveSourceContext
{
    private readonly IAmazonS3 client = null!;

    /// <summary>A snapshot of the options; do not change it.</summary>
    public required ArchiveCollectionOptions Options { get; init; }

    /// <summary>A client with the source's identity.</summary>
    public required IAmazonS3 Client { get => Clients?.Source ?? client; init => client = value; }

    /// <summary>Logger.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called for a key that should exist and does not; ends as <see cref="TransferStatus.NotPublished"/>.</summary>
    public Action<string> NotPublished { get; init; } = static _ => { };

    /// <summary>Clients of the run, each in the region its side turned out to be in; null in a context not made by a run.</summary>
    internal StoreClients? Clients { get; init; }

    /// <summary>What the built-in sources work with; null in a context not made by a run.</summary>
    internal TransferRun? Run { get; init; }
}
