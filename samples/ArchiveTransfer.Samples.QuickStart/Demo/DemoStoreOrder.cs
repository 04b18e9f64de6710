namespace ArchiveTransfer.Samples.QuickStart.Demo;

/// <summary>What the demo store is to hold: the first line it reads.</summary>
/// <param name="Objects">Made-up objects; null: the six archives.</param>
/// <param name="Size">Bytes of each made-up object.</param>
/// <param name="LatencyMilliseconds">Waited before each request acts.</param>
internal sealed record DemoStoreOrder(long? Objects, long Size, double LatencyMilliseconds);
