namespace ArchiveTransfer.Planning;

/// <summary>What planning decided about one object of the source.</summary>
/// <param name="Error">Set: the object fails without a request.</param>
/// <param name="Skip">The destination has it.</param>
/// <param name="Existing">What a copy would replace.</param>
internal readonly record struct PlanEntry(ArchiveObject Source, string DestinationKey, long Size, string? Reason, bool Skip, TransferError? Error, DestinationState? Existing)
{
    /// <summary>A copy that replaces something: what the guard against mass changes counts.</summary>
    public bool Replaces => Error is null && !Skip && Existing is not null;

    public static PlanEntry Failed(ArchiveObject source, string destinationKey, TransferError error) =>
        new(source, destinationKey, source.Size ?? 0, null, Skip: false, error, null);
}
