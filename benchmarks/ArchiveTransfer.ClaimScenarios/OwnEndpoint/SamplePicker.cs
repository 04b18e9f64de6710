using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Takes the first objects that are offered, up to a number and a size. One that is larger than all of them may be is taken as the first or not at all.</summary>
internal sealed class SamplePicker
{
    public const int MostObjects = 100;
    public const long MostBytes = 200_000_000;

    /// <summary>Of the first object, which is taken alone where it is larger than a sample may be.</summary>
    public const long MostBytesAlone = 5_000_000_000;

    private readonly List<CaseObject> taken = [];

    public IReadOnlyList<CaseObject> Taken => taken;

    public long Bytes { get; private set; }

    /// <summary>Objects passed over because each is larger than the sample may be.</summary>
    public long TooLarge { get; private set; }

    /// <summary>No further object is wanted.</summary>
    public bool IsFull { get; private set; }

    public void Offer(ListedObject found)
    {
        if (IsFull)
        {
            return;
        }

        if (taken.Count > 0 && found.Size > MostBytes)
        {
            TooLarge++;
            return;
        }

        if (taken.Count > 0 && Bytes + found.Size > MostBytes)
        {
            IsFull = true;
            return;
        }

        taken.Add(new CaseObject(found.Key, found.Size, found.ETag, found.LastModified));
        Bytes += found.Size;
        IsFull = taken.Count == MostObjects || Bytes >= MostBytes;
    }
}
