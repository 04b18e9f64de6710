using ArchiveTransfer.Execution;
using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>One line under way, from its writing to its proof.</summary>
internal sealed class S5cmdWork
{
    private readonly Place place;

    public S5cmdWork(TransferRun run, PlannedTransfer item, S5cmdChild child, Place place)
    {
        this.place = place;
        Child = child;
        Object = new ObjectWork(run, item);
        Source = S5cmdLine.Url(item.SourceBucket, item.Source.Key);
        Destination = S5cmdLine.Url(item.DestinationBucket, item.DestinationKey);
        Pair = S5cmdLine.Pair(Source, Destination);
    }

    public ObjectWork Object { get; }

    public PlannedTransfer Item => Object.Item;

    public S5cmdChild Child { get; }

    public string Source { get; }

    public string Destination { get; }

    public string Pair { get; }

    /// <summary>Null: the tool says that it was copied. Else nobody knows what became of it, and this is why.</summary>
    public StoreError? Lost { get; set; }

    /// <summary>Gives its place back.</summary>
    public void Release(PlaceOutcome outcome) => place.Leave(outcome);
}
