namespace ArchiveTransfer;

/// <summary>Where objects come from. Implement it for a catalogue, a queue, an inventory.</summary>
public interface IArchiveSource
{
    /// <summary>What the planner may rely on; a source that breaks it fails the run.</summary>
    ArchiveSourceOrder Order => ArchiveSourceOrder.Unordered;

    /// <summary>Yields every object once, lazily; called once a run; never holds more than it must.</summary>
    IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, CancellationToken cancellationToken);
}
