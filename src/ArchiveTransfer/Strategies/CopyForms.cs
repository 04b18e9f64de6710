using System.Collections.Concurrent;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Strategies;

/// <summary>The form that copies of this run have: the full one, until the store refuses a header that can be done without. Thread-safe.</summary>
internal sealed class CopyForms(ArchiveCollectionOptions options, RunWarnings warnings)
{
    /// <summary>Objects that must tell the same: one refusal that does not say what it is about may be a stray one.</summary>
    private const int Witnesses = 2;

    /// <summary>Objects whose bare request was refused, too, before headers are no longer suspected.</summary>
    private const int InnocentVerdicts = 3;

    private readonly ConcurrentDictionary<string, int> told = new(StringComparer.Ordinal);
    private CopyForm current = new(ObjectAttributes.ForCopy(options), PinsSource: true);
    private volatile Suspicion? suspected;
    private volatile bool partsUnpinned;
    private int innocentCopies;
    private int innocentParts;

    public CopyForm Current => Volatile.Read(ref current);

    /// <summary>What was taken of one object only, so far: to be tried first of the next.</summary>
    public Suspicion? Suspected => suspected;

    /// <summary>Copies of parts name the ETag that the source must have.</summary>
    public bool PinsParts => !partsUnpinned;

    /// <summary>Whether a refusal may be about a header.</summary>
    public static bool MayBeOfHeader(StoreError error) => error is { Kind: StoreErrorKind.NotThisWay, StatusCode: 400 or 501 } or { Code: "InvalidStorageClass" };

    /// <summary>The same, unless too many bare requests were refused alike.</summary>
    public bool MaySuspect(StoreError? error) => error is not null && MayBeOfHeader(error)
        && Volatile.Read(ref error.Operation == StoreOperation.UploadPartCopy ? ref innocentParts : ref innocentCopies) < InnocentVerdicts;

    /// <summary>The store took this form of an object whose full form it had refused.</summary>
    public void Settle(CopyForm refused, CopyForm taken, string dropped, StoreError refusal)
    {
        suspected = new Suspicion(taken, dropped);
        if (Believe($"{StoreOperation.CopyObject} with {dropped}", refusal) && Interlocked.CompareExchange(ref current, taken, refused) == refused)
        {
            Warn(StoreOperation.CopyObject, dropped);
        }
    }

    /// <summary>The store took a copy of a part without the condition that it had refused with it.</summary>
    public void UnpinParts(StoreError refusal)
    {
        const string condition = "x-amz-copy-source-if-match";
        if (Believe($"{StoreOperation.UploadPartCopy} with {condition}", refusal) && !partsUnpinned)
        {
            partsUnpinned = true;
            Warn(StoreOperation.UploadPartCopy, condition);
        }
    }

    /// <summary>The bare request of an object was refused as well.</summary>
    public void Acquit(StoreOperation operation) => Interlocked.Increment(ref operation == StoreOperation.UploadPartCopy ? ref innocentParts : ref innocentCopies);

    internal sealed record Suspicion(CopyForm Form, string Dropped);

    private bool Believe(string what, StoreError refusal) => refusal.IsNotImplemented || told.AddOrUpdate(what, 1, static (_, before) => before + 1) >= Witnesses;

    private void Warn(StoreOperation operation, string dropped) =>
        warnings.Add($"The destination refuses {operation} with {dropped}; copies go without it. {(dropped.Contains("tagging", StringComparison.Ordinal) && options is { Tags: TagHandling.Drop } ? "Tags of the source, if there are any, are kept." : "")}".TrimEnd());
}
