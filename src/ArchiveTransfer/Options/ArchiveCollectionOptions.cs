using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>How archives are collected. Read once when a run begins; later changes concern the next run.</summary>
public sealed class ArchiveCollectionOptions
{
    /// <summary>Where from.</summary>
    public SourceOptions Source { get; } = new();

    /// <summary>Where to.</summary>
    public DestinationOptions Destination { get; } = new();

    /// <summary>Which ways of transfer are allowed.</summary>
    /// <value><see cref="OperationMode.Auto"/>. Original: <c>operation_mode</c>; <c>enable_s3_direct_sync: false</c> means <see cref="OperationMode.Traditional"/>.</value>
    public OperationMode OperationMode { get; set; }

    /// <summary>Ceiling of object-level requests in flight to one endpoint, parts included.</summary>
    /// <value>Null: 64; else 1 to 1,024. Original: <c>max_concurrent</c>.</value>
    public int? MaxConcurrency { get; set; }

    /// <summary>Size of a part in multipart transfers; grows where the object needs more than 10,000 parts.</summary>
    /// <value>Null: 50; else 5 to 5,120. Original: <c>part_size_mb</c>.</value>
    public int? PartSizeMiB { get; set; }

    /// <summary>Objects larger than this are copied in parts.</summary>
    /// <value>256; 5 to 5,120.</value>
    public int MultipartThresholdMiB { get; set; } = 256;

    /// <summary>What to do with an object that is there already.</summary>
    /// <value><see cref="OverwriteMode.IfDifferent"/>. Original: <c>enable_incremental: false</c> or <c>force_redownload: true</c> mean <see cref="OverwriteMode.Always"/>.</value>
    public OverwriteMode Overwrite { get; set; }

    /// <summary>When two objects count as the same.</summary>
    public ComparisonMode Comparison { get; set; }

    /// <summary>Keep headers and user metadata; false: only what <see cref="Destination"/> sets.</summary>
    /// <value>True. Original: <c>preserve_metadata</c>.</value>
    public bool PreserveMetadata { get; set; } = true;

    /// <summary>Also copy tags, which needs permission to read them.</summary>
    /// <value>False.</value>
    public bool PreserveTags { get; set; }

    /// <summary>Globs over the key after the source prefix; empty: all.</summary>
    public IList<string> Include { get; } = [];

    /// <summary>Globs that win over <see cref="Include"/>.</summary>
    public IList<string> Exclude { get; } = [];

    /// <summary>What one failed object means for the rest.</summary>
    public FailureMode FailureMode { get; set; }

    /// <summary>Time for one attempt of one request to answer (a streamed body: to make progress).</summary>
    /// <value>300 s; 1 s to 1 h. Original: <c>performance_optimization.timeout_seconds</c>.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Time that work in flight has to settle once a run is cancelled; then it is given up and its uploads aborted.</summary>
    /// <value>20 s, below the host's 30 s shutdown timeout; 0 s to 10 min.</value>
    public TimeSpan SettleTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Least time between two progress snapshots.</summary>
    /// <value>500 ms; 10 ms to 1 h.</value>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Report every object as <see cref="TransferStatus.Planned"/> and write nothing.</summary>
    public bool DryRun { get; set; }

    /// <summary>Where <see cref="OperationMode.Hybrid"/> draws its lines.</summary>
    public HybridOptions Hybrid { get; } = new();

    /// <summary>What makes a whole run stop rather than do damage.</summary>
    public SanityOptions Sanity { get; } = new();

    /// <summary>The only retries there are.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>How sure is sure.</summary>
    public VerificationOptions Verification { get; } = new();

    /// <summary>The traditional workflow's disk.</summary>
    public StagingOptions Staging { get; } = new();

    /// <summary>Reads configuration, PascalCase or the original's keys, into this instance; problems are kept and reported together by validation.</summary>
    public void Load(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _ = Source;
    }

    /// <summary>Every problem with these options: path, offending value, what to do. Empty: valid.</summary>
    public IReadOnlyList<string> Validate() => Source.Bucket is null ? ["Source.Bucket is not set."] : [];
}
