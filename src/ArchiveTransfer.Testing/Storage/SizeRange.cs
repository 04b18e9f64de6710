namespace ArchiveTransfer.Testing.Storage;

/// <summary>Sizes from the smallest to the largest that follow from the number of the object.</summary>
internal sealed class SizeRange
{
    private readonly ulong _smallest;
    private readonly ulong _choices;

    public SizeRange(long smallest, long largest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(smallest);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, smallest);
        _smallest = (ulong)smallest;
        _choices = (ulong)(largest - smallest) + 1;
    }

    public long Size(long number) => (long)(_smallest + (VirtualContent.Mix((ulong)number) % _choices));
}
