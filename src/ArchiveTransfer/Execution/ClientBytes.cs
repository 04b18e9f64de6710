namespace ArchiveTransfer.Execution;

/// <summary>Object bytes that pass through this machine, in and out: taken before an object begins that way, so that a ceiling holds. Thread-safe.</summary>
internal sealed class ClientBytes(long? ceiling)
{
    private long taken;
    private long extra;

    /// <summary>Those of objects that a server-side copy was meant for.</summary>
    public long Extra => Interlocked.Read(ref extra);

    /// <summary>Each byte comes in and goes out.</summary>
    public static long Of(PlannedTransfer item) => 2 * item.Size;

    /// <summary>False: the object would go beyond the ceiling, and nothing was taken.</summary>
    public bool TryTake(PlannedTransfer item)
    {
        if (ceiling is not { } most)
        {
            return true;
        }

        if (Interlocked.Add(ref taken, Of(item)) <= most)
        {
            return true;
        }

        Interlocked.Add(ref taken, -Of(item));
        return false;
    }

    public void AddExtra(PlannedTransfer item) => Interlocked.Add(ref extra, Of(item));
}
