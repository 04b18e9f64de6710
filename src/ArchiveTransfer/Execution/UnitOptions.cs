using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution;

/// <summary>How a unit of work is sent.</summary>
/// <param name="RepeatsUnknown">Repeating an attempt whose answer was lost does no harm: reads, parts, aborts.</param>
/// <param name="TakesPlace">Counts against the ceiling of requests in flight; false for listings and cleaning up.</param>
/// <param name="Timeout">Null: <see cref="ArchiveCollectionOptions.AttemptTimeout"/>.</param>
/// <param name="At">The object that requests are about, whose leaf may be throttled; null: none.</param>
internal readonly record struct UnitOptions(bool RepeatsUnknown, bool TakesPlace, TimeSpan? Timeout = null, ObjectAddress? At = null)
{
    /// <summary>Reads, parts and other requests that may be repeated blindly.</summary>
    public static UnitOptions Repeatable => new(RepeatsUnknown: true, TakesPlace: true);

    /// <summary>Writes that make an object visible: an unknown end comes back to the caller, who looks.</summary>
    public static UnitOptions Write => new(RepeatsUnknown: false, TakesPlace: true);

    /// <summary>Listings and cleaning up, which must not wait behind objects.</summary>
    public static UnitOptions Aside => new(RepeatsUnknown: true, TakesPlace: false);
}
