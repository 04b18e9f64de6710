using System.Globalization;
using System.Text;

namespace ArchiveTransfer;

/// <summary>What a run did.</summary>
public sealed record ArchiveCollectionResult
{
    /// <summary>How it ended.</summary>
    public required ArchiveCollectionStatus Status { get; init; }

    /// <summary>The run.</summary>
    public string RunId { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Counts and bytes.</summary>
    public ArchiveCollectionTotals Totals { get; init; } = new();

    /// <summary>What the run used, and how fast it was.</summary>
    public ArchiveCollectionMeasurements Measurements { get; init; } = new();

    /// <summary>Name of the way that objects took unless something of their own was against it; null: none was left.</summary>
    public string? Engine { get; init; }

    /// <summary>Why that one, and why not a cheaper one.</summary>
    public string EngineReason { get; init; } = "";

    /// <summary>By strategy.</summary>
    public IReadOnlyList<StrategySummary> Strategies { get; init; } = [];

    /// <summary>The first 100 failures of each code; <see cref="FailureCounts"/> has their numbers.</summary>
    public IReadOnlyList<TransferOutcome> Failures { get; init; } = [];

    /// <summary>Failed objects by <see cref="TransferError.Code"/>.</summary>
    public IReadOnlyDictionary<string, long> FailureCounts { get; init; } = new Dictionary<string, long>();

    /// <summary>Why the run stopped before its end (a guard, an incomplete listing); null: it did not.</summary>
    public TransferError? Error { get; init; }

    /// <summary>Every page of the source was read.</summary>
    public bool SourceListingComplete { get; init; }

    /// <summary>Every page of the destination that had to be compared was read.</summary>
    public bool DestinationListingComplete { get; init; }

    /// <summary>Server-side copies were given up for a pair of buckets: three objects were refused that another way could transfer, and none was copied. Objects went through this machine although the mode prefers the store's own copy.</summary>
    public bool Degraded { get; init; }

    /// <summary>Which pair, and what it was refused with; null: <see cref="Degraded"/> is false.</summary>
    public string? DegradedReason { get; init; }

    /// <summary>Bytes that passed through this machine, in and out together, because a server-side copy was refused or used up its retries: twice the size of each such object, also where the pair as a whole was not given up.</summary>
    public long ExtraBytesThroughClient { get; init; }

    /// <summary>Warnings: unusual values, unknown keys, guarantees that were not to be had.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Path of the report file, whole; null: none was asked for.</summary>
    public string? ReportPath { get; init; }

    /// <summary>Returns this result, or throws when anything failed.</summary>
    /// <exception cref="ArchiveCollectionFailedException">With this result.</exception>
    public ArchiveCollectionResult EnsureSucceeded()
    {
        if (Status == ArchiveCollectionStatus.Succeeded)
        {
            return this;
        }

        var message = new StringBuilder().Append(CultureInfo.InvariantCulture, $"The collection ended as {Status}: {Totals.Failed} of {Totals.Planned} objects failed.");
        if (Error is { } error)
        {
            message.Append(CultureInfo.InvariantCulture, $" {error.Code}: {error.Message}");
        }

        foreach (TransferOutcome failure in Failures.Take(3))
        {
            message.Append(CultureInfo.InvariantCulture, $" [{failure.Error?.Code}] {failure.Error?.Message}");
        }

        throw new ArchiveCollectionFailedException(this, message.ToString());
    }
}
