using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Strategies;
using ArchiveTransfer.Verification;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer.Execution;

/// <summary>What everything in one run shares.</summary>
internal sealed class TransferRun
{
    private WriteAttributes? copyAttributes;

    public required string RunId { get; init; }

    /// <summary>Frozen: nobody changes them while the run lasts.</summary>
    public required ArchiveCollectionOptions Options { get; init; }

    public required IObjectStore Source { get; init; }

    public required IObjectStore Destination { get; init; }

    /// <summary>Sends to the source.</summary>
    public required RequestSender SourceSender { get; init; }

    /// <summary>Sends to the destination; a GET that flows into a PUT counts here.</summary>
    public required RequestSender DestinationSender { get; init; }

    /// <summary>One endpoint serves both sides, so that one request of the destination can reach the source.</summary>
    public required bool SameEndpoint { get; init; }

    public required RequestCounters Counters { get; init; }

    public required ETagTrust ETags { get; init; }

    /// <summary>What contents that passed through this machine taught about ETags of the source.</summary>
    public ETagTrust SourceETags { get; } = new();

    public required StagingArea Staging { get; init; }

    public required ILogger Logger { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Fires when what is in flight has had <see cref="ArchiveCollectionOptions.SettleTimeout"/> since the run was cancelled: for requests that clean up or look.</summary>
    public required CancellationToken Settling { get; init; }

    /// <summary>Memory for whole objects that are small enough to be held.</summary>
    public ByteBudget Buffers { get; } = new(TransferLimits.BufferBudgetBytes);

    public RefusedPartCopies RefusedPartCopies { get; } = new();

    public RefusedConditions RefusedConditions { get; } = new();

    /// <summary>What every copy in one request asks for: the same for all objects of the run.</summary>
    public WriteAttributes CopyAttributes => copyAttributes ??= ObjectAttributes.ForCopy(Options);

    public long PartBytes => (long)(Options.PartSizeMiB ?? TransferLimits.DefaultPartSizeMiB) * TransferLimits.MiB;

    public long MultipartThresholdBytes => (long)Options.MultipartThresholdMiB * TransferLimits.MiB;
}
