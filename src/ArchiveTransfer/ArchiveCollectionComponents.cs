using System.Diagnostics.Metrics;
using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Strategies.S5cmd;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer;

/// <summary>The parts a workflow is made of; what is null the library makes from the options. The container's builder fills the same object: one code path.</summary>
public sealed class ArchiveCollectionComponents
{
    /// <summary>Credentials of the source; null: <see cref="S3LocationOptions.Profile"/>, else the SDK's chain. Ignored when the source is anonymous.</summary>
    public AWSCredentials? SourceCredentials { get; set; }

    /// <summary>Credentials of the destination, which also sign server-side copies; null: <see cref="S3LocationOptions.Profile"/>, else the SDK's chain.</summary>
    public AWSCredentials? DestinationCredentials { get; set; }

    /// <summary>A client for every source request, used as it is (its own retries are not switched off, its endpoint must agree with the options); never disposed. Prefer credentials.</summary>
    public IAmazonS3? SourceClient { get; set; }

    /// <summary>A client for every destination request; see <see cref="SourceClient"/>.</summary>
    public IAmazonS3? DestinationClient { get; set; }

    /// <summary>Where the objects come from; null: a listing of the source, by prefix and globs.</summary>
    public IArchiveSource? Source { get; set; }

    /// <summary>Strategies beside the built-in ones; tried before a built-in one of the same <see cref="TransferPath"/>.</summary>
    public IList<ITransferStrategy> Strategies { get; } = [];

    /// <summary>Null: no logging.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Null: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Connections of the clients that the library makes; null: as in production.</summary>
    internal WireSettings? Wire { get; set; }

    /// <summary>Times and limits of s5cmd's processes; null: those documented.</summary>
    internal S5cmdSettings? S5cmdSettings { get; set; }

    /// <summary>The one way that takes part of those the mode allows, to measure it for itself; null: all of them.</summary>
    internal TransferPath? OnlyPath { get; set; }
}
