using System.Text.Json.Serialization;

namespace ArchiveTransfer.Testing;

/// <summary>A fault, and which requests meet it.</summary>
public sealed record S3Fault
{
    /// <summary>Which kind, one of <see cref="S3FaultKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which operation; null: any.</summary>
    public string? Operation { get; init; }

    /// <summary>Which keys; null: any. A request without a key, such as a listing, is asked about with the empty string.</summary>
    [JsonIgnore]
    public Func<string, bool>? Keys { get; init; }

    /// <summary>0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How many matching requests pass unharmed first.</summary>
    public int Skip { get; init; }

    /// <summary>How often at most; null: no limit.</summary>
    public int? Times { get; init; }

    /// <summary>Status of <see cref="S3FaultKinds.Error"/>.</summary>
    public int StatusCode { get; init; } = 500;

    /// <summary>Code of <see cref="S3FaultKinds.Error"/> and <see cref="S3FaultKinds.ErrorInOk"/>.</summary>
    public string Code { get; init; } = "InternalError";

    /// <summary>Sent as Retry-After with <see cref="S3FaultKinds.Error"/>; null: no such header.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where <see cref="S3FaultKinds.CutBody"/> cuts.</summary>
    public long Bytes { get; init; }
}
