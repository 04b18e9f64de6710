using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Selection;
using ArchiveTransfer.Sources;
using ArchiveTransfer.Strategies;
using ArchiveTransfer.Strategies.S5cmd;
using ArchiveTransfer.Verification;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArchiveTransfer.Execution;

/// <summary>What everything in one run shares.</summary>
internal sealed class TransferRun
{
    private readonly ArchiveCollectionOptions options = null!;
    private CopyForms? copyForms;

    public required string RunId { get; init; }

    /// <summary>Frozen: nobody changes them while the run lasts.</summary>
    public required ArchiveCollectionOptions Options
    {
        get => options;
        init => (options, Buffers) = (value, new ByteBudget(value.MemoryBudgetMiB * TransferLimits.MiB));
    }

    public required IObjectStore Source { get; init; }

    public required IObjectStore Destination { get; init; }

    /// <summary>Sends to the source.</summary>
    public required RequestSender SourceSender { get; init; }

    /// <summary>Of whoever reads the listings of both sides.</summary>
    public ListingWaits ListingWaits { get; } = new();

    /// <summary>Sends to the destination; a GET that flows into a PUT counts here.</summary>
    public required RequestSender DestinationSender { get; init; }

    /// <summary>One endpoint serves both sides, so that one request of the destination can reach the source.</summary>
    public required bool SameEndpoint { get; init; }

    /// <summary>How the source is reached and signed for; null: by a client of the user's.</summary>
    public StoreAccess? SourceAccess { get; init; }

    /// <summary>How the destination is reached and signed for; null: by a client of the user's.</summary>
    public StoreAccess? DestinationAccess { get; init; }

    public S5cmdSettings S5cmd { get; init; } = S5cmdSettings.Default;

    /// <summary>The one way that takes part of those the mode allows; null: all of them.</summary>
    public TransferPath? OnlyPath { get; init; }

    public required RequestCounters Counters { get; init; }

    /// <summary>Processes that were started for it and have not ended.</summary>
    public ChildProcesses Children { get; } = new();

    public required ETagTrust ETags { get; init; }

    /// <summary>What contents that passed through this machine taught about ETags of the source.</summary>
    public ETagTrust SourceETags { get; } = new();

    public required StagingArea Staging { get; init; }

    public RunWarnings Warnings { get; init; } = new(NullLogger.Instance);

    public required ILogger Logger { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Fires when what is in flight has had <see cref="ArchiveCollectionOptions.SettleTimeout"/> since the run was cancelled: for requests that clean up or look.</summary>
    public required CancellationToken Settling { get; init; }

    /// <summary>The way that objects take unless something of their own is against it.</summary>
    public EngineChoice Engine { get; set; } = EngineChoice.None;

    /// <summary>Strategies that take no part; filled before the first object.</summary>
    public List<RefusedStrategy> RefusedStrategies { get; } = [];

    /// <summary>What the library's own server-side copy is known to do between two buckets.</summary>
    public PairMemory CopyPairs { get; init; } = new(TimeProvider.System);

    /// <summary>Why server-side copies were given up for a pair of buckets; null: they were not.</summary>
    public string? DegradedReason { get; set; }

    /// <summary>Bytes through this machine.</summary>
    public ClientBytes ClientBytes { get; init; } = new(ceiling: null, static () => 0);

    /// <summary>How fast objects are read from the source; what streams out follows.</summary>
    public BandwidthLimit Incoming { get; init; } = new(bytesPerSecond: null, TimeProvider.System);

    /// <summary>How fast staged objects leave.</summary>
    public BandwidthLimit Outgoing { get; init; } = new(bytesPerSecond: null, TimeProvider.System);

    public RequestEstimate Estimate { get; } = new();

    /// <summary>Memory for whole objects that are small enough to be held.</summary>
    public ByteBudget Buffers { get; private init; } = null!;

    public RefusedPartCopies RefusedPartCopies { get; init; } = new(TimeProvider.System);

    public RefusedConditions RefusedConditions { get; } = new();

    /// <summary>What every copy in one request asks for: the same for all objects of the run.</summary>
    public CopyForms CopyForms => copyForms ?? Interlocked.CompareExchange(ref copyForms, new CopyForms(Options, Warnings), null) ?? copyForms;

    /// <summary>Default of <see cref="ArchiveCollectionOptions.PartSizeMiB"/> for this run.</summary>
    public int DefaultPartSizeMiB { get; init; } = TransferLimits.DefaultPartSizeMiB;

    public long PartBytes => (long)(Options.PartSizeMiB ?? DefaultPartSizeMiB) * TransferLimits.MiB;

    public long MultipartThresholdBytes => (long)Options.MultipartThresholdMiB * TransferLimits.MiB;

    public ValueTask<StoreResult<ObjectHead>> HeadSourceAsync(ObjectAddress address, ObjectTally? tally, CancellationToken cancellationToken) =>
        HeadAsync(Source, SourceSender, address, tally, cancellationToken);

    public ValueTask<StoreResult<ObjectHead>> HeadDestinationAsync(string key, ObjectTally? tally, CancellationToken cancellationToken) =>
        HeadAsync(Destination, DestinationSender, new ObjectAddress(Options.Destination.Bucket!, key), tally, cancellationToken);

    private static ValueTask<StoreResult<ObjectHead>> HeadAsync(IObjectStore store, RequestSender sender, ObjectAddress address, ObjectTally? tally, CancellationToken cancellationToken) =>
        sender.SendAsync(
            StoreOperation.HeadObject,
            static (call, attempt) => call.Store.HeadAsync(new HeadRequest(call.Address), attempt.Token),
            (Store: store, Address: address),
            tally,
            UnitOptions.Repeatable with { At = address },
            cancellationToken);
}
