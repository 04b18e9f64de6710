namespace ArchiveTransfer.Testing.Http;

/// <summary>How a body is received, where that is not plainly: cut after so many bytes, read at so many bytes per second.</summary>
internal sealed record Reception(long? EndsAt = null, long? BytesPerSecond = null);
