using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Http;

/// <summary>A whole body that passed every check it came with.</summary>
internal sealed record ReceivedBody(Content Content, UInt128 Md5, ObjectChecksum? Checksum);
