using System.Runtime.CompilerServices;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>The same objects for every way, without listing the source again for each.</summary>
internal sealed class ListedObjects(IReadOnlyList<CaseObject> objects) : IArchiveSource
{
    public ArchiveSourceOrder Order => ArchiveSourceOrder.DestinationKey;

    public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (CaseObject listed in objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ArchiveObject { Key = listed.Key, Size = listed.Size, ETag = listed.ETag, LastModified = listed.LastModified };
        }
    }
}
