namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Whether the tool is still worth trying in this run.</summary>
internal sealed class S5cmdHealth(int fruitlessProcesses)
{
    public const string Reason = "s5cmd failed again and again in this run";

    private int inARow;

    /// <summary>Process after process failed without a single result.</summary>
    public bool IsBroken => Volatile.Read(ref inARow) >= fruitlessProcesses;

    /// <summary>A process ended, or could not even be started.</summary>
    /// <param name="fruitful">It gave results, which proves the tool whatever became of it then.</param>
    /// <param name="failed">It left lines unanswered, or ended unasked.</param>
    public void Ended(bool fruitful, bool failed)
    {
        if (IsBroken)
        {
            return;
        }

        if (fruitful)
        {
            Volatile.Write(ref inARow, 0);
        }
        else if (failed)
        {
            Interlocked.Increment(ref inARow);
        }
    }
}
