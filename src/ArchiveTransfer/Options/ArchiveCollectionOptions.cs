using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

/// <summary>How archives are collected. Read once when a run begins; later changes concern the next run.</summary>
public sealed class ArchiveCollectionOptions
{
    private LoadedConfiguration _loaded = new();

    /// <summary>Where from.</summary>
    public SourceOptions Source { get; } = new();

    /// <summary>Where to.</summary>
    public DestinationOptions Destination { get; } = new();

    /// <summary>Which ways of transfer are allowed.</summary>
    /// <value><see cref="OperationMode.Auto"/>. Original: <c>operation_mode</c>; <c>enable_s3_direct_sync: false</c> means <see cref="OperationMode.Traditional"/>.</value>
    public OperationMode OperationMode { get; set; }

    /// <summary>Who makes server-side copies.</summary>
    /// <value><see cref="DirectEngine.Auto"/>.</value>
    public DirectEngine DirectEngine { get; set; }

    /// <summary>Take the next way when a store refuses one, or fails it to the end of its retries; false: the way that is chosen first for an object is its only one (from s5cmd to the library's own copy it still goes on: that is the same way).</summary>
    /// <value>True. Original: <c>fallback_to_traditional: false</c> or <c>enable_graceful_degradation: false</c> mean false.</value>
    public bool EnableFallback { get; set; } = true;

    /// <summary>Objects handed to s5cmd and not yet reported, never more than <see cref="MaxConcurrency"/> allows; one process serves many of them in turn. No effect on other strategies.</summary>
    /// <value>100; 1 to 10,000. Original: <c>batch_size</c>; <c>enable_batch_mode: false</c> means 1.</value>
    public int BatchSize { get; set; } = 100;

    /// <summary>Ceiling of this run's object-level requests in flight to one endpoint, parts included. Below it the limit follows what the store takes, one for all collections of the process.</summary>
    /// <value>Null: adaptive, starts at 16 (256 under <see cref="CrossRegionOptimization"/>), up to 1,024, of which up to 64 carry bytes through this machine; else 1 to 1,024, where it starts. Original: <c>max_concurrent</c>, <c>max_parallel_downloads</c>.</value>
    public int? MaxConcurrency { get; set; }

    /// <summary>Size of a part in multipart transfers; grows where the object needs more than 10,000 parts.</summary>
    /// <value>Null: 50, or 128 under <see cref="CrossRegionOptimization"/>; else 5 to 5,120. Original: <c>part_size_mb</c>.</value>
    public int? PartSizeMiB { get; set; }

    /// <summary>Find bucket regions and tune for the distance; false: exactly what was configured.</summary>
    /// <remarks>
    /// A region that is not set is asked of the bucket by one HEAD, and remembered by the process. A store that refuses a request and names another region is believed once:
    /// requests are signed and sent again there. Between two known regions copies have larger parts, and more of them are in flight, where <see cref="PartSizeMiB"/> and
    /// <see cref="MaxConcurrency"/> are not set; the store may still ask for less. A client given in code is never replaced, and its region not known.
    /// </remarks>
    /// <value>True. Original: <c>cross_region_optimization</c>.</value>
    public bool CrossRegionOptimization { get; set; } = true;

    /// <summary>Objects larger than this are copied in parts.</summary>
    /// <value>256; 5 to 5,120.</value>
    public int MultipartThresholdMiB { get; set; } = 256;

    /// <summary>Memory for whole objects held on their way through this machine: those of up to 1 MiB that are streamed. No effect on larger ones, which flow.</summary>
    /// <value>64; 8 to 4,096. Original: <c>max_memory_usage_mb</c>, which only lowers it.</value>
    public int MemoryBudgetMiB { get; set; } = OptionLimits.DefaultMemoryBudgetMiB;

    /// <summary>Bytes per second through this machine, all streams of a run together: what is read from the source, and, counted apart, what is uploaded from the staging directory. What streams out follows what is read; an upload from disk waits for its turn as a whole, part by part.</summary>
    /// <value>Null: unlimited; else 65,536 or more. No effect on server-side copies, listings and strategies of the application's own.</value>
    public long? BandwidthLimitBytesPerSecond { get; set; }

    /// <summary>What to do with an object that is there already.</summary>
    /// <value><see cref="OverwriteMode.IfDifferent"/>. Original: <c>enable_incremental: false</c> or <c>force_redownload: true</c> mean <see cref="OverwriteMode.Always"/>.</value>
    public OverwriteMode Overwrite { get; set; }

    /// <summary>When two objects count as the same.</summary>
    /// <value><see cref="ComparisonMode.Automatic"/>.</value>
    public ComparisonMode Comparison { get; set; }

    /// <summary>Keep headers and user metadata; false: only what <see cref="Destination"/> sets.</summary>
    /// <value>True. Original: <c>preserve_metadata</c>.</value>
    public bool PreserveMetadata { get; set; } = true;

    /// <summary>What becomes of the tags of the source. <see cref="DestinationOptions.Tags"/> replace them whatever is set here.</summary>
    /// <value><see cref="TagHandling.Drop"/>; a document in the original's dialect that prefers s5cmd means <see cref="TagHandling.Any"/>.</value>
    public TagHandling Tags { get; set; }

    /// <summary>Globs over the key after the source prefix; empty: all.</summary>
    /// <remarks>
    /// <c>*</c> is any text without <c>/</c>, <c>**</c> any text, <c>**/</c> any folders or none, <c>?</c> one character but <c>/</c>, <c>[a-z]</c> one of
    /// a set, <c>[!a]</c> one outside it (neither is ever <c>/</c>), <c>{a,b}</c> one of several globs; <c>\</c> takes the meaning from the character after
    /// it. A glob without <c>/</c> and <c>**</c> is compared with the last segment of the key, at any depth: <c>*.zip</c>. Case counts. At most 1,024 characters.
    /// </remarks>
    public IList<string> Include { get; } = [];

    /// <summary>Globs that win over <see cref="Include"/>, written alike.</summary>
    public IList<string> Exclude { get; } = [];

    /// <summary>What one failed object means for the rest.</summary>
    /// <value><see cref="FailureMode.ContinueOnFailure"/>.</value>
    public FailureMode FailureMode { get; set; }

    /// <summary>Time for one attempt of one request to answer (a streamed body: to make progress).</summary>
    /// <value>300 s; 1 s to 1 h. Original: <c>timeout_seconds</c>.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Time that work in flight has to settle once a run is cancelled; then it is given up and its uploads aborted.</summary>
    /// <value>20 s, below the host's 30 s shutdown timeout; 0 s to 10 min.</value>
    public TimeSpan SettleTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Least time between two progress snapshots.</summary>
    /// <value>500 ms; 10 ms to 1 h.</value>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Report every object as <see cref="TransferStatus.Planned"/> and write nothing.</summary>
    /// <value>False. Original: <c>dry_run</c>.</value>
    public bool DryRun { get; set; }

    /// <summary>Where <see cref="OperationMode.Hybrid"/> draws its lines.</summary>
    public HybridOptions Hybrid { get; } = new();

    /// <summary>What makes a whole run stop rather than do damage.</summary>
    public SanityOptions Sanity { get; } = new();

    /// <summary>The only retries there are.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>How sure is sure.</summary>
    public VerificationOptions Verification { get; } = new();

    /// <summary>The s5cmd tool.</summary>
    public S5cmdOptions S5cmd { get; } = new();

    /// <summary>The traditional workflow's disk.</summary>
    public StagingOptions Staging { get; } = new();

    /// <summary>The report file.</summary>
    public ReportOptions Report { get; } = new();

    /// <summary>What configuration said that is unusual, unknown or without effect; for the result of a run.</summary>
    internal IReadOnlyList<string> Warnings =>
        [.. _loaded.Warnings, .. WarnOfBucket("Source", Source.Bucket), .. WarnOfBucket("Destination", Destination.Bucket), .. WarnOfArguments(S5cmd.ExtraArguments)];

    /// <summary>How a document in the original's dialect calls itself; null: it does not.</summary>
    internal string? WorkflowName => _loaded.WorkflowName;

    /// <summary>Reads configuration, PascalCase or the original's keys, into this instance; problems are kept and reported together by <see cref="Validate"/>.</summary>
    /// <remarks>
    /// What is configured replaces what was set before, lists and tags included; what is not stays. A document in the original's dialect that
    /// names no source gets the one the original has: <c>data.binance.vision</c> in <c>ap-northeast-1</c>, read unsigned. Where its source prefix begins with
    /// <c>data/</c>, destination keys are its destination prefix and the source key without that, as the original documents them: the rest of the source prefix
    /// is appended to <see cref="S3LocationOptions.Prefix"/> of the destination, unless <c>Destination:Prefix</c> is configured.
    /// One whose mode is auto or direct_sync and that does not switch direct sync off sets <see cref="S5cmdOptions.Preferred"/> and with it <see cref="TagHandling.Any"/>,
    /// unless it says otherwise. What <see cref="S5cmdOptions.ExtraArguments"/> ask for beside s5cmd is set where it belongs.
    /// Unknown keys become warnings; at the root of a configuration, which holds the environment too, only inside objects that hold options.
    /// </remarks>
    public void Load(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        OptionLoader.Load(configuration, this, _loaded);
    }

    /// <summary>Every problem with these options: path, offending value, what to do. Empty: valid.</summary>
    public IReadOnlyList<string> Validate() => OptionsValidation.Validate(this, _loaded);

    /// <summary>A deep copy, so that nothing outside changes the options of a run that has begun.</summary>
    internal ArchiveCollectionOptions Clone()
    {
        var clone = new ArchiveCollectionOptions { _loaded = _loaded.Clone() };
        if (Destination.Encryption is { } encryption)
        {
            // Whole, because the table copies only what is set.
            clone.Destination.Encryption = new EncryptionOptions { Algorithm = encryption.Algorithm };
        }

        foreach (var key in OptionKeys.All)
        {
            key.Copy(this, clone);
        }

        return clone;
    }

    private static string[] WarnOfBucket(string side, string? bucket) => string.IsNullOrWhiteSpace(bucket) || BucketName.IsStrict(bucket) || BucketName.Refuse(bucket) is not null
        ? []
        : [$"{side}.Bucket is {OptionText.Quote(bucket)}, which breaks the naming rules of general-purpose buckets; it is used as it is."];

    private static string[] WarnOfArguments(IList<string> arguments) => S5cmdArguments.Read(arguments).WithoutEffect is { Count: > 0 } flags
        ? [$"These of S5cmd.ExtraArguments have no effect: {string.Join(", ", flags)}."]
        : [];
}
