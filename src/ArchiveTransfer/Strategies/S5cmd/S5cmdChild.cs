using Amazon.Runtime;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>A child and what the session knows of it.</summary>
internal sealed class S5cmdChild(long startedAt)
{
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long waitingSince = startedAt;
    private long retiredAt;
    private volatile bool isRetired;
    private int outstanding;
    private int results;
    private int blamed;

    /// <summary>Set before anybody asks for it.</summary>
    public S5cmdProcess Process { get; set; } = null!;

    public long StartedAt { get; } = startedAt;

    /// <summary>Lines written.</summary>
    public int Lines { get; set; }

    /// <summary>Lines without a result.</summary>
    public int Outstanding => Volatile.Read(ref outstanding);

    /// <summary>Something came of it.</summary>
    public bool IsFruitful => Volatile.Read(ref results) > 0;

    /// <summary>It gets no more lines.</summary>
    public bool IsRetired => isRetired;

    /// <summary>It ended although more lines could have come.</summary>
    public bool EndedUnasked { get; private set; }

    /// <summary>Since when a retired child without work has had nothing left to do but to end.</summary>
    public long IdleSince => Math.Max(Volatile.Read(ref retiredAt), WaitingSince);

    /// <summary>What it was started with.</summary>
    public required ImmutableCredentials Credentials { get; init; }

    /// <summary>The store takes its credentials no more.</summary>
    public bool HasExpired { get; set; }

    /// <summary>Why it was killed; null: it was not.</summary>
    public string? KilledFor { get; set; }

    /// <summary>Since when it owes a result.</summary>
    public long WaitingSince => Volatile.Read(ref waitingSince);

    /// <summary>The child is no more, and what it left was taken up.</summary>
    public Task Gone => gone.Task;

    /// <summary>Size of the largest object it was given.</summary>
    public long LargestBytes { get; private set; }

    public void Wrote(long bytes, long now)
    {
        Lines++;
        LargestBytes = Math.Max(LargestBytes, bytes);
        if (Interlocked.Increment(ref outstanding) == 1)
        {
            Volatile.Write(ref waitingSince, now);
        }
    }

    public void Resolved(long now, bool isResult)
    {
        Interlocked.Decrement(ref outstanding);
        Volatile.Write(ref waitingSince, now);
        if (isResult)
        {
            Interlocked.Increment(ref results);
        }
    }

    /// <summary>No more lines for it.</summary>
    public void Retire(long now)
    {
        if (!isRetired)
        {
            Volatile.Write(ref retiredAt, now);
            isRetired = true;
        }
    }

    /// <summary>Its process is no more; what it left is still to be taken up.</summary>
    public void HasEnded()
    {
        EndedUnasked = !isRetired;
        isRetired = true;
    }

    /// <summary>True once: however many find what it left, it failed one time.</summary>
    public bool TryBlame() => Interlocked.Exchange(ref blamed, 1) == 0;

    /// <summary>Ends it at once; the first reason stands.</summary>
    public void Kill(string reason)
    {
        KilledFor ??= reason;
        isRetired = true;
        Process.Kill();
    }

    public void IsGone() => gone.TrySetResult();
}
