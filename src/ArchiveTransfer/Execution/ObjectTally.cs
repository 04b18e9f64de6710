namespace ArchiveTransfer.Execution;

/// <summary>What the attempts at one object, whole and in parts, cost. Thread-safe.</summary>
internal sealed class ObjectTally
{
    private int retries;

    /// <summary>Attempts beyond the first, of all the units of the object.</summary>
    public int Retries => Volatile.Read(ref retries);

    public void Retry() => Interlocked.Increment(ref retries);
}
