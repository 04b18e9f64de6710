namespace ArchiveTransfer.Execution;

/// <summary>
/// Object bytes that pass through this machine, in and out. An object takes its share before it begins that way, and gives it back where it fails; what
/// really moved, retries included, may not be beyond the ceiling either when another begins. Thread-safe.
/// </summary>
/// <param name="moved">What has moved so far.</param>
internal sealed class ClientBytes(long? ceiling, Func<long> moved)
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

        if (Interlocked.Add(ref taken, Of(item)) <= most && moved() + Of(item) <= most)
        {
            return true;
        }

        GiveBack(item);
        return false;
    }

    public void GiveBack(PlannedTransfer item) => Interlocked.Add(ref taken, -Of(item));

    public void AddExtra(PlannedTransfer item) => Interlocked.Add(ref extra, Of(item));
}
