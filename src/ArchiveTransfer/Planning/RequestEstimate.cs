using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Planning;

/// <summary>Requests and bytes a plan would cost, added up object by object.</summary>
internal sealed class RequestEstimate
{
    private readonly object gate = new();
    private readonly SortedDictionary<string, long> requests = new(StringComparer.Ordinal);

    public long BytesThroughClient { get; private set; }

    public void Add(PlannedTransfer item, string strategy, TransferRun run)
    {
        long parts = item.Size <= run.MultipartThresholdBytes ? 1 : Math.Max(1, (item.Size + run.PartBytes - 1) / run.PartBytes);
        lock (gate)
        {
            switch (strategy)
            {
                case TransferStrategyNames.ServerSideCopy when parts == 1:
                    Count(StoreOperation.CopyObject, 1);
                    break;
                case TransferStrategyNames.ServerSideCopy:
                    Count(StoreOperation.HeadObject, 1);
                    Multipart(StoreOperation.UploadPartCopy, parts);
                    break;
                case TransferStrategyNames.Streaming or TransferStrategyNames.Traditional:
                    BytesThroughClient += 2 * item.Size;
                    Count(StoreOperation.GetObject, parts);
                    if (parts == 1)
                    {
                        Count(StoreOperation.PutObject, 1);
                    }
                    else
                    {
                        Count(StoreOperation.HeadObject, 1);
                        Multipart(StoreOperation.UploadPart, parts);
                    }

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

    private void Multipart(StoreOperation part, long parts)
    {
        Count(StoreOperation.CreateMultipartUpload, 1);
        Count(part, parts);
        Count(StoreOperation.CompleteMultipartUpload, 1);
    }

    private void Count(StoreOperation operation, long count) => requests[operation.ToString()] = requests.GetValueOrDefault(operation.ToString()) + count;
}
