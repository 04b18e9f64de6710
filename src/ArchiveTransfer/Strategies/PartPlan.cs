using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Strategies;

/// <summary>How an object is cut: parts of one size, the last one with the rest, never more than a store takes.</summary>
internal readonly record struct PartPlan
{
    private PartPlan(long size, long partBytes) =>
        (Size, PartBytes, Count) = (size, partBytes, (int)Math.Max(1, ((size - 1) / partBytes) + 1));

    public long Size { get; }

    public long PartBytes { get; }

    public int Count { get; }

    /// <summary>Refuses what no store takes, in however many parts.</summary>
    public static TransferEligibility Limit(PlannedTransfer item) =>
        item.Size > TransferLimits.MaxParts * TransferLimits.MaxSingleRequestBytes
            ? TransferEligibility.Refuse("object is larger than 10,000 parts of 5 GiB")
            : TransferEligibility.Eligible;

    /// <param name="partBytes">Wanted; raised to whole MiB where there would be too many parts.</param>
    public static PartPlan For(long size, long partBytes)
    {
        long least = ((size - 1) / TransferLimits.MaxParts) + 1;
        if (least > partBytes)
        {
            partBytes = (((least - 1) / TransferLimits.MiB) + 1) * TransferLimits.MiB;
        }

        return new PartPlan(size, partBytes);
    }

    public static PartPlan Whole(long size) => new(size, Math.Max(1, size));

    public long OffsetOf(int index) => index * PartBytes;

    public long LengthOf(int index) => Math.Min(PartBytes, Size - OffsetOf(index));
}
