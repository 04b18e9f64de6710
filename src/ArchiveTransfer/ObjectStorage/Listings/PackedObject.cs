namespace ArchiveTransfer.ObjectStorage;

/// <summary>What a <see cref="ListedBlock"/> keeps of an object beside its key.</summary>
/// <param name="End">Where the rest of its key ends.</param>
/// <param name="Ticks">Of the time in UTC; negative: none is known.</param>
internal readonly record struct PackedObject(int End, long Size, PackedETag ETag, long Ticks, string? StorageClass)
{
    public DateTimeOffset? LastModified => Ticks < 0 ? null : new DateTimeOffset(Ticks, TimeSpan.Zero);
}
