using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Conformance;

/// <summary>A store to put questions to: where it is, and who may sign. The source publishes, the destination collects.</summary>
internal sealed record ConformanceStore(Uri Endpoint, S3Identity Source, S3Identity Destination, Func<string, S3Identity, BucketAccess, Task> MakeBucketAsync)
{
    private static int _buckets;

    /// <summary>No two runs share a name: a real store outlives them.</summary>
    public static string NewBucketName() => $"cf-{Environment.ProcessId}-{Interlocked.Increment(ref _buckets)}";

    /// <summary>Name for whose identity an answer tells, whatever form the store gives it.</summary>
    public string NameOf(string id) => id switch
    {
        _ when id == Source.AccessKey || id == "SRC" => "{source}",
        _ when id == Destination.AccessKey || id == "DST" => "{destination}",
        _ => id,
    };
}
