using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Planning;

/// <summary>Counts in a pass of its own how many objects a run would replace, and how many are there; holds nothing.</summary>
internal static class ReplacedCounter
{
    /// <returns>The counts; with a gap, a sentence on why they are not whole.</returns>
    public static async ValueTask<(long Replaced, long Present, string? Gap)> CountAsync(CollectionSession session, IArchiveSource source, CancellationToken cancellationToken)
    {
        // Keys not published were told by the run's own pass.
        var planner = new TransferPlanner(session.Run, source, session.SourceContext(static _ => { }), countsOnly: true);
        long replaced = 0;
        long present = 0;
        try
        {
            await foreach (PlanEntry entry in planner.PlanAsync(cancellationToken).ConfigureAwait(false))
            {
                replaced += entry.Replaces ? 1 : 0;
                present += entry.Existing is not null ? 1 : 0;
            }
        }
        catch (ArchiveTransferException exception)
        {
            return (replaced, present, exception.Message);
        }

        return (replaced, present, planner is { SourceListingComplete: true, DestinationListingComplete: true } ? null : "a listing broke in the middle.");
    }
}
