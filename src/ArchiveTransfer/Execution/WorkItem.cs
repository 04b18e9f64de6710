using ArchiveTransfer.Selection;

namespace ArchiveTransfer.Execution;

/// <summary>A planned transfer on its way to exactly one outcome.</summary>
internal sealed class WorkItem(PlannedTransfer transfer)
{
    private int claimed;

    public PlannedTransfer Transfer { get; } = transfer;

    public string? Decision { get; set; }

    public int Retries { get; set; }

    public long StartedAt { get; set; }

    /// <summary>Server-side ways it has taken of which nothing was known; mostly none.</summary>
    public IReadOnlyList<WayTaken> Ways { get; set; } = [];

    /// <summary>True for the one caller that may report the outcome.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref claimed, 1) == 0;
}
