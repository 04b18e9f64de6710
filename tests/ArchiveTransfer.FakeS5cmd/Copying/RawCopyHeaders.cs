namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>Source and directive of a copy as they are to be sent.</summary>
/// <param name="Source">bucket/key, escaped.</param>
/// <param name="Directive">COPY or REPLACE as typed; null: none is sent.</param>
internal sealed record RawCopyHeaders(string Source, string? Directive);
