using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>The renewal that answers for whoever else had the same credentials refused.</summary>
internal sealed class RenewalMemory
{
    private ImmutableCredentials? refused;
    private Task<bool>? renewal;
    private bool gaveOthers;
    private long endedAt;

    /// <summary>When a renewal last gave others; null: never.</summary>
    public long? RenewedAt { get; set; }

    /// <summary>One that is under way or gave others; one that gave none stands for a moment only, as whoever writes fresh credentials may do so any time. Null: ask.</summary>
    public Task<bool>? Find(ImmutableCredentials expired, TimeProvider time, TimeSpan failureStands) =>
        renewal is not null && SideCredentials.Same(refused!, expired)
        && (!renewal.IsCompleted || gaveOthers || time.GetElapsedTime(endedAt) < failureStands)
            ? renewal
            : null;

    public void Begin(ImmutableCredentials expired, Task<bool> begun) => (refused, renewal, gaveOthers) = (expired, begun, false);

    /// <param name="gave">There are others.</param>
    public void End(ImmutableCredentials expired, bool gave, long timestamp)
    {
        if (ReferenceEquals(refused, expired))
        {
            (gaveOthers, endedAt) = (gave, timestamp);
        }
    }
}
