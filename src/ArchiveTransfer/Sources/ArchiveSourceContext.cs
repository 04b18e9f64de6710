using Amazon.S3;
using ArchiveTransfer.Execution;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer;

/// <summary>What a source gets to work with.</summary>
public sealed class ArchiveSourceContext
{
    /// <summary>A snapshot of the options; do not change it.</summary>
    public required ArchiveCollectionOptions Options { get; init; }

    /// <summary>A client with the source's identity.</summary>
    public required IAmazonS3 Client { get; init; }

    /// <summary>Logger.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Called for a key that should exist and does not; ends as <see cref="TransferStatus.NotPublished"/>.</summary>
    public Action<string> NotPublished { get; init; } = static _ => { };

    /// <summary>What the built-in sources work with; null in a context not made by a run.</summary>
    internal TransferRun? Run { get; init; }
}
