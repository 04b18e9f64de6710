using ArchiveTransfer.Testing.Checksums;

namespace ArchiveTransfer.Testing.Storage;

internal sealed record UploadedPart(int Number, Content Content, UInt128 Hash, DateTimeOffset LastModified, ObjectChecksum? Checksum)
{
    public ETag ETag => new(Hash);
}
