namespace ArchiveTransfer;

/// <summary>Where objects come from. Implement it for a catalogue, a queue, an inventory.</summary>
public interface IArchiveSource
{
    /// <summary>What the planner may rely on; a source that breaks it fails the run.</summary>
    ArchiveSourceOrder Order => ArchiveSourceOrder.Unordered;

    /// <summary>Yields every object once, lazily; never holds more than it must. Keys are whole, not empty, and valid Unicode.</summary>
    /// <remarks>
    /// Called once a run, and a second time, while the first sequence is still open, when more than a thousand objects would be replaced and
    /// their share is to be told (<see cref="SanityOptions.MaxChangedShare"/>). A source that can be read only once makes such a run stop with
    /// <see cref="TransferErrorCodes.MassChange"/>; set <see cref="SanityOptions.MaxChangedShare"/> to 1 to do without. What it throws ends the
    /// run with <see cref="TransferErrorCodes.SourceFailed"/>.
    /// </remarks>
    IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, CancellationToken cancellationToken);
}
