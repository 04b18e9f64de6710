using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Planning;

/// <summary>Counts in a pass of its own how many objects a run would replace; holds nothing.</summary>
internal static class ReplacedCounter
{
    public static async ValueTask<(long Replaced, long Present)> CountAsync(CollectionSession session, IArchiveSource source, CancellationToken cancellationToken)
    {
        // Keys not published were told by the run's own pass.
        var planner = new TransferPlanner(session.Run, source, session.SourceContext(static _ => { }), countsOnly: true);
        long replaced = 0;
        long present = 0;
        await foreach (PlanEntry entry in planner.PlanAsync(cancellationToken).ConfigureAwait(false))
        {
            replaced += entry.Replaces ? 1 : 0;
            present += entry.Existing is not null ? 1 : 0;
        }

        return (replaced, present);
    }
}
