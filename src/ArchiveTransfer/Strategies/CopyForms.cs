using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Strategies;

/// <summary>The form that copies of this run have: the full one, until the store refuses a header that can be done without. Thread-safe.</summary>
internal sealed class CopyForms(ArchiveCollectionOptions options, RunWarnings warnings)
{
    /// <summary>Objects whose bare request was refused, too, before headers are no longer suspected.</summary>
    private const int InnocentVerdicts = 3;

    private volatile CopyForm current = new(ObjectAttributes.ForCopy(options), PinsSource: true);
    private volatile bool partsUnpinned;
    private int innocent;

    public CopyForm Current => current;

    /// <summary>Copies of parts name the ETag that the source must have.</summary>
    public bool PinsParts => !partsUnpinned;

    /// <summary>Whether a refusal may be about a header.</summary>
    public bool MaySuspectHeaders(StoreError? error) => error is { Kind: StoreErrorKind.NotThisWay, StatusCode: 400 or 501 } && Volatile.Read(ref innocent) < InnocentVerdicts;

    /// <summary>The store takes this form and not the one before.</summary>
    public void Settle(CopyForm form, string dropped)
    {
        current = form;
        Warn("CopyObject", dropped);
    }

    /// <summary>The store takes copies of parts without the condition only.</summary>
    public void UnpinParts()
    {
        partsUnpinned = true;
        Warn("UploadPartCopy", "x-amz-copy-source-if-match");
    }

    /// <summary>The bare request was refused as well.</summary>
    public void Acquit() => Interlocked.Increment(ref innocent);

    private void Warn(string operation, string dropped) =>
        warnings.Add($"The destination refuses {operation} with {dropped}; copies go without it. {(dropped.Contains("tagging", StringComparison.Ordinal) && options is { Tags: TagHandling.Drop } ? "Tags of the source, if there are any, are kept." : "")}".TrimEnd());
}
