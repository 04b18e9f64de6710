namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Whether the tool is still worth trying in this run.</summary>
internal sealed class S5cmdHealth(int fruitlessProcesses)
{
    public const string Reason = "s5cmd failed again and again in this run";

    private int inARow;

    /// <summary>Process after process failed without a single result.</summary>
    public bool IsBroken => Volatile.Read(ref inARow) >= fruitlessProcesses;

    /// <param name="fruitful">It had given results before it failed.</param>
    public void Failed(bool fruitful)
    {
        if (IsBroken)
        {
            return;
        }

        if (fruitful)
        {
            Volatile.Write(ref inARow, 0);
        }
        else
        {
            Interlocked.Increment(ref inARow);
        }
    }
}
