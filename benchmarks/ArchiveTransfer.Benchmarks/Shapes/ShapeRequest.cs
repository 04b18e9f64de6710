namespace ArchiveTransfer.Benchmarks.Shapes;

/// <summary>A request to time.</summary>
internal sealed record ShapeRequest(string Method, string Path, string Query = "", string? CopySource = null, long? Body = null);
