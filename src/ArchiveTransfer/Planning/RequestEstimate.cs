using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.Planning;

/// <summary>Requests and bytes a plan would cost, added up object by object.</summary>
internal sealed class RequestEstimate
{
    private readonly object gate = new();
    private readonly SortedDictionary<string, long> requests = new(StringComparer.Ordinal);

    public long BytesThroughClient { get; private set; }

    /// <summary>What the strategies document for an object whose every answer arrives: docs/strategies.md.</summary>
    public void Add(PlannedTransfer item, string strategy, TransferRun run)
    {
        lock (gate)
        {
            switch (strategy)
            {
                case TransferStrategyNames.ServerSideCopy:
                    AddCopy(item, run);
                    break;
                case TransferStrategyNames.S5cmd:
                    Count(StoreOperation.CopyObject, 1);
                    break;
                case TransferStrategyNames.Streaming:
                    AddThroughClient(item, run.MultipartThresholdBytes, asksForHeaders: true, run);
                    break;
                case TransferStrategyNames.Traditional:
                    AddThroughClient(item, Math.Min(run.MultipartThresholdBytes, TraditionalStrategy.ParallelBytes), asksForHeaders: false, run);
                    break;
                default:
                    // A strategy of the user's: nobody here knows.
                    break;
            }
        }
    }

    /// <summary>The estimate beside the listing requests that planning itself made and a run makes again.</summary>
    public IReadOnlyDictionary<string, long> Requests(IReadOnlyDictionary<string, long> made)
    {
        lock (gate)
        {
            var all = new SortedDictionary<string, long>(requests, StringComparer.Ordinal);
            foreach ((string operation, long count) in made)
            {
                all[operation] = all.GetValueOrDefault(operation) + count;
            }

            return all;
        }
    }

    private void AddCopy(PlannedTransfer item, TransferRun run)
    {
        if (item.Size <= run.MultipartThresholdBytes)
        {
            Count(StoreOperation.CopyObject, 1);
            return;
        }

        // Once for the headers, once more before the parts become visible; a version cannot change.
        Count(StoreOperation.HeadObject, item.Source.VersionId is null ? 2 : 1);
        Multipart(StoreOperation.UploadPartCopy, PartPlan.For(item.Size, run.PartBytes).Count);
    }

    private void AddThroughClient(PlannedTransfer item, long threshold, bool asksForHeaders, TransferRun run)
    {
        BytesThroughClient += 2 * item.Size;
        if (item.Size == 0 || item.Size <= threshold)
        {
            Count(item.Size == 0 ? StoreOperation.HeadObject : StoreOperation.GetObject, 1);
            Count(StoreOperation.PutObject, 1);
            return;
        }

        int parts = PartPlan.For(item.Size, run.PartBytes).Count;
        Count(StoreOperation.GetObject, parts);
        Multipart(StoreOperation.UploadPart, parts);
        if (asksForHeaders)
        {
            Count(StoreOperation.HeadObject, 1);
        }
    }

    private void Multipart(StoreOperation part, long parts)
    {
        Count(StoreOperation.CreateMultipartUpload, 1);
        Count(part, parts);
        Count(StoreOperation.CompleteMultipartUpload, 1);
    }

    private void Count(StoreOperation operation, long count) => requests[operation.ToString()] = requests.GetValueOrDefault(operation.ToString()) + count;
}
