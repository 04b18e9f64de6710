using System.Text.Json.Serialization;

namespace ArchiveTransfer.Testing;

/// <summary>How a simulator behaves. The defaults are those of Amazon S3; each switch is a difference seen in another store.</summary>
public sealed class S3SimulatorOptions
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

    /// <summary>Operations answered with 501 NotImplemented, by name: <c>UploadPartCopy</c>.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public ISet<string> NotImplemented { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Clock of signatures, of LastModified and of every delay; a process of its own has the system's.</summary>
    [JsonIgnore]
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>UploadPartCopy from a bucket of another owner is 403 even where CopyObject works (Ceph).</summary>
    public bool DenyPartCopyFromForeignBuckets { get; set; }

    /// <summary>Leaves <c>aws-chunked</c> in the Content-Encoding of the object (Ceph).</summary>
    public bool KeepAwsChunkedEncoding { get; set; }

    /// <summary>Off: <c>x-amz-copy-source-if-*</c> is ignored, and so is <c>If-None-Match</c> on a copy or a completed upload (Ceph).</summary>
    public bool HonorsConditionsOnCopy { get; set; } = true;

    /// <summary>Leaves the quotes out of the ETag in the answer of CopyObject (Ceph).</summary>
    public bool ETagWithoutQuotes { get; set; }

    /// <summary>CopyObject keeps the <c>-N</c> ETag of a multipart source (Ceph) instead of making an MD5.</summary>
    public bool CopyKeepsMultipartETag { get; set; }

    /// <summary>Checks <c>x-amz-checksum-*</c>, keeps and returns them, on copies too; off: all of it is ignored (Ceph).</summary>
    public bool HonorsChecksums { get; set; } = true;

    /// <summary>Dates a multipart object by the start of its upload; off: by its completion (Ceph).</summary>
    public bool DatesMultipartByInitiation { get; set; } = true;

    /// <summary>Answers GET and HEAD with <c>partNumber</c> by that part; off: by the whole object (Ceph).</summary>
    public bool HonorsPartNumber { get; set; } = true;

    /// <summary>With <c>encoding-type=url</c>: blank <c>%20</c>, slash <c>%2F</c>, Prefix and StartAfter plain (Ceph), not <c>+</c>, <c>/</c> and all encoded.</summary>
    public bool EncodesListingsLikeCeph { get; set; }

    /// <summary>Takes canned access control lists and grants, which change nothing; off: 400 AccessControlListNotSupported, as in buckets of S3 made since 2023 unless they were made with a list or another ownership.</summary>
    public bool AcceptsAcls { get; set; }

    /// <summary>Answers <c>x-amz-server-side-encryption: AES256</c> for every object that is not encrypted otherwise; off: only for those that asked (Ceph).</summary>
    public bool EncryptsByDefault { get; set; } = true;

    /// <summary>Takes the keys of SSE-C over plain HTTP, too; off: 400, as S3 does.</summary>
    public bool AllowsCustomerKeysOverHttp { get; set; }

    /// <summary>How long RestoreObject takes on <see cref="TimeProvider"/>; zero: the object can be read at once.</summary>
    public TimeSpan RestoreDuration { get; set; }

    /// <summary>Smallest part but the last; lower it to test many parts with little data.</summary>
    public long MinimumPartSize { get; set; } = 5L << 20;
}
