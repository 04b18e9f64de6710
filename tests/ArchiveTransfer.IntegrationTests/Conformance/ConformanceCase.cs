namespace ArchiveTransfer.Conformance;

/// <summary>A few requests, whose answers go into the transcript by themselves.</summary>
internal sealed record ConformanceCase(string Name, Func<ConformanceSession, Task> Act);
