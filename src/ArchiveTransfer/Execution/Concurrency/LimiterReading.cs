namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>What is shown of a limiter.</summary>
internal readonly record struct LimiterReading(string Endpoint, string Bucket, bool Writes, int Limit, int InFlight, int HotPrefixes);
