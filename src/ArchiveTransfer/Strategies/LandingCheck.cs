using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>Whether what is at the destination is what a write without an answer would have made.</summary>
internal static class LandingCheck
{
    /// <summary>Two clocks that differ by more cannot talk to each other: signatures are refused.</summary>
    private static readonly TimeSpan LargestClockSkew = TimeSpan.FromMinutes(15);

    /// <param name="expectedETag">ETag the write makes, where that is known.</param>
    /// <param name="tookEffect">The store says that the write is used up (its upload is gone), so that only the object is left to see.</param>
    public static bool HasLanded(ObjectWork work, ObjectHead head, string? expectedETag, bool tookEffect = false)
    {
        if (head.Size != work.Item.Size || IsUntouched(work, head))
        {
            return false;
        }

        if (EntityTag.ProveEqual(head.ETag, expectedETag))
        {
            return true;
        }

        if (!head.HasOpaqueETag && !work.DestinationIsOpaque && EntityTag.AreComparable(head.ETag, expectedETag))
        {
            return false;
        }

        // Nobody looked what was there when everything is overwritten: it may be fresh and of this size, too. Writing again does no harm.
        if (work.Run.Options.Overwrite == OverwriteMode.Always && !tookEffect)
        {
            return false;
        }

        return IsOfThisTime(work, head);
    }

    /// <summary>It may have been written by this attempt: it is neither what was to be replaced nor of a time before.</summary>
    public static bool IsFresh(ObjectWork work, ObjectHead head) =>
        !IsUntouched(work, head) && IsOfThisTime(work, head);

    private static bool IsOfThisTime(ObjectWork work, ObjectHead head) => head.LastModified is not { } written || written >= work.Begun - LargestClockSkew;

    /// <summary>The very object that was to be replaced. Times are compared by the second, as HEAD tells no more.</summary>
    private static bool IsUntouched(ObjectWork work, ObjectHead head) =>
        work.Item.Existing is { } existing
        && string.Equals(existing.ETag, head.ETag, StringComparison.OrdinalIgnoreCase)
        && existing.LastModified is { } before
        && head.LastModified is { } after
        && after.ToUnixTimeSeconds() <= before.ToUnixTimeSeconds();
}
