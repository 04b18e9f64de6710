using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>Part size of a run and the requests in flight it begins with: what is configured, else the defaults, which are larger where copies cross regions.</summary>
internal readonly record struct TransferTuning(int PartSizeMiB, int StartConcurrency, bool ForDistance)
{
    /// <summary>Only copies inside the store are tuned: more streams in flight would cost memory, and more staged objects disk.</summary>
    public static TransferTuning For(ArchiveCollectionOptions options, StoreClients clients)
    {
        bool far = options.CrossRegionOptimization
            && options.OperationMode != OperationMode.Traditional
            && clients is { SameEndpoint: true, CrossesRegions: true }
            && (options.PartSizeMiB is null || options.MaxConcurrency is null);

        // Whoever sets a ceiling wants that many; the store may still say no.
        return new(
            options.PartSizeMiB ?? (far ? TransferLimits.CrossRegionPartSizeMiB : TransferLimits.DefaultPartSizeMiB),
            options.MaxConcurrency ?? (far ? TransferLimits.CrossRegionConcurrency : AdaptiveLimit.DefaultStart),
            far);
    }
}
