namespace ArchiveTransfer.Samples.Simulator;

/// <summary>Objects that exist by rule in a bucket: one <c>--virtual</c>.</summary>
/// <param name="Size">Bytes of each, or of the smallest.</param>
/// <param name="LargestSize">Bytes of the largest; null: all are alike.</param>
internal sealed record MadeUpObjects(string Bucket, long Count, string KeyPattern, long Size, long? LargestSize);
