using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>Part size and requests in flight of a run: what is configured, else the defaults, which are larger where copies cross regions.</summary>
internal readonly record struct TransferTuning(int PartSizeMiB, int Concurrency, bool ForDistance)
{
    /// <summary>Only copies inside the store are tuned: more streams in flight would cost memory, and more staged objects disk.</summary>
    public static TransferTuning For(ArchiveCollectionOptions options, StoreClients clients)
    {
        bool far = options.CrossRegionOptimization
            && options.OperationMode != OperationMode.Traditional
            && clients is { SameEndpoint: true, CrossesRegions: true }
            && (options.PartSizeMiB is null || options.MaxConcurrency is null);
        return new(
            options.PartSizeMiB ?? (far ? TransferLimits.CrossRegionPartSizeMiB : TransferLimits.DefaultPartSizeMiB),
            options.MaxConcurrency ?? (far ? TransferLimits.CrossRegionConcurrency : TransferLimits.DefaultConcurrency),
            far);
    }
}
