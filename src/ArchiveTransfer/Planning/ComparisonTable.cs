using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Planning;

/// <summary>
/// The incremental rule, a table (docs/incremental.md). Existence is never enough: archives re-publish files under old names.
/// Equal ETags prove equality whatever their form; different ones prove a difference only where both are MD5s.
/// </summary>
internal static class ComparisonTable
{
    /// <param name="timeTolerance">Zero where one clock stamps both sides.</param>
    /// <param name="destinationIsOpaque">The run has learned that ETags of the destination are no MD5s.</param>
    public static (Verdict Verdict, string Reason) Decide(
        ListedObject source, DestinationState? destination, OverwriteMode overwrite, ComparisonMode comparison, TimeSpan timeTolerance, bool destinationIsOpaque)
    {
        if (overwrite == OverwriteMode.Always)
        {
            // The destination is not even listed.
            return (Verdict.Copy, TransferReasons.Forced);
        }

        if (destination is null)
        {
            return (Verdict.Copy, TransferReasons.New);
        }

        if (overwrite == OverwriteMode.Never)
        {
            return (Verdict.Skip, TransferReasons.Exists);
        }

        bool sizesEqual = source.Size == destination.Size;
        return comparison switch
        {
            ComparisonMode.SizeOnly => sizesEqual ? (Verdict.Skip, TransferReasons.Unchanged) : (Verdict.Copy, TransferReasons.SizeChanged),
            ComparisonMode.SizeAndTime => sizesEqual ? ByTime(source, destination, timeTolerance) : (Verdict.Copy, TransferReasons.SizeChanged),
            ComparisonMode.ETagOnly => sizesEqual && EntityTag.ProveEqual(source.ETag, destination.ETag) ? (Verdict.Skip, TransferReasons.SameContent) : (Verdict.Copy, TransferReasons.ContentChanged),
            _ => Automatic(source, destination, sizesEqual, timeTolerance, destinationIsOpaque),
        };
    }

    /// <summary>Settles a <see cref="Verdict.Doubt"/>: opaque ETags leave it to the times, which said "older"; MD5s that differ are a difference.</summary>
    public static (Verdict Verdict, string Reason) Settle(bool destinationIsOpaque) =>
        destinationIsOpaque ? (Verdict.Skip, TransferReasons.Unchanged) : (Verdict.Copy, TransferReasons.ContentChanged);

    private static (Verdict Verdict, string Reason) Automatic(ListedObject source, DestinationState destination, bool sizesEqual, TimeSpan timeTolerance, bool destinationIsOpaque)
    {
        if (!sizesEqual)
        {
            return (Verdict.Copy, EntityTag.AreComparable(source.ETag, destination.ETag) && !destinationIsOpaque ? TransferReasons.ContentChanged : TransferReasons.SizeChanged);
        }

        if (EntityTag.ProveEqual(source.ETag, destination.ETag))
        {
            return (Verdict.Skip, TransferReasons.SameContent);
        }

        (Verdict Verdict, string Reason) byTime = ByTime(source, destination, timeTolerance);
        if (byTime.Verdict == Verdict.Copy || destinationIsOpaque || !EntityTag.AreComparable(source.ETag, destination.ETag))
        {
            return byTime;
        }

        return (Verdict.Doubt, TransferReasons.ContentChanged);
    }

    /// <summary>Equal times count as newer; a missing time cannot say "older".</summary>
    private static (Verdict Verdict, string Reason) ByTime(ListedObject source, DestinationState destination, TimeSpan tolerance) =>
        source.LastModified is { } sourceTime && destination.LastModified is { } destinationTime && sourceTime + tolerance < destinationTime
            ? (Verdict.Skip, TransferReasons.Unchanged)
            : (Verdict.Copy, TransferReasons.Republished);
}
