using System.Text.Json.Serialization;

namespace ArchiveTransfer.Testing;

/// <summary>How a simulator behaves. The defaults are those of Amazon S3; each switch is a difference seen in another store.</summary>
public sealed partial class S3SimulatorOptions
{
    /// <summary>Port on loopback; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Port on loopback where other processes reach counters, log, buckets, faults and shape, over plain http with <see cref="S3Simulator.AdminToken"/>; 0 takes a free one, null: none. A process of its own always has one.</summary>
    public int? AdminPort { get; set; }

    /// <summary>Region of <see cref="S3Simulator.Endpoint"/>, and of buckets made without naming one; what a signature has to name.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Further regions, each served on a free port of its own; see <see cref="S3Simulator.EndpointOf"/>.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public ISet<string> FurtherRegions { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Serves https with a certificate made at the start for localhost and the loopback addresses, valid for a week; see <see cref="S3Simulator.CertificatePem"/>.</summary>
    public bool UseTls { get; set; }

    /// <summary>Of everything random: ETags of encrypted objects, jitter, faults, upload ids, secrets.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Keeps the log of requests; off for millions of requests.</summary>
    public bool KeepRequestLog { get; set; } = true;

    /// <summary>How many requests the log keeps; the oldest go first.</summary>
    public int RequestLogLimit { get; set; } = 100_000;

    /// <summary>Interval of <see cref="S3Counters.Timeline"/> at the start, more than zero.</summary>
    public TimeSpan TimelineInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Network at the start; <see cref="S3Shaping.None"/>, the default, proves nothing about time.</summary>
    public S3Shaping Shaping { get; set; } = S3Shaping.None;

    /// <summary>Clock of signatures, of LastModified and of every delay; a process of its own has the system's.</summary>
    [JsonIgnore]
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long RestoreObject takes on <see cref="TimeProvider"/>; zero: the object can be read at once.</summary>
    public TimeSpan RestoreDuration { get; set; }
}
