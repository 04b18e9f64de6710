using System.Runtime.CompilerServices;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>Every object under the source prefix that the globs select, in the order of the store.</summary>
internal sealed class S3ListingSource(KeyFilter filter) : IArchiveSource
{
    /// <summary>A common prefix replaced by another keeps the order of keys.</summary>
    public ArchiveSourceOrder Order => ArchiveSourceOrder.DestinationKey;

    public IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, CancellationToken cancellationToken)
    {
        TransferRun run = context.Run ?? throw new InvalidOperationException("The listing of the source works in a run of the workflow only.");
        return EnumerateAsync(run, cancellationToken);
    }

    private async IAsyncEnumerable<ArchiveObject> EnumerateAsync(TransferRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string prefix = run.Options.Source.Prefix;
        var listing = new ListingReader(run.Source, run.SourceSender, run.Options.Source.Bucket!, prefix) { Waits = run.ListingWaits };
        await foreach (IReadOnlyList<ListedObject> page in listing.ReadAsync(startAfter: null, until: null, cancellationToken).ConfigureAwait(false))
        {
            for (int index = 0; index < page.Count; index++)
            {
                ListedObject item = page[index];
                if (!item.Key.StartsWith(prefix, StringComparison.Ordinal) || !filter.Matches(item.Key.AsSpan(prefix.Length)))
                {
                    continue;
                }

                yield return new ArchiveObject
                {
                    Key = item.Key,
                    Size = item.Size,
                    ETag = item.ETag,
                    LastModified = item.LastModified,
                    StorageClass = item.StorageClass,
                };
            }
        }
    }
}
