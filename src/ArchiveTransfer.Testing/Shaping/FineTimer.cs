using System.Diagnostics;

namespace ArchiveTransfer.Testing.Shaping;

/// <summary>
/// Waits to about half a millisecond. The runtime's timers go by a clock that moves every 4 ms on many Linux kernels, so whatever is due within one step of it
/// is let go together: a store that used them would answer steady requests in bunches, and keep them bunched.
/// </summary>
internal sealed class FineTimer
{
    private const int LongestSleep = 60_000;

    /// <summary>What is due this soon is let go now: sleeping for a millisecond more would make it later than it is early.</summary>
    private static readonly long Early = Stopwatch.Frequency / 2_000;

    private static readonly long Millisecond = Stopwatch.Frequency / 1_000;

    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();

    private FineTimer() => new Thread(LetGo) { IsBackground = true, Name = "Paces the simulator" }.Start();

    /// <summary>One for the process: its thread sleeps while nothing is waited for.</summary>
    public static FineTimer Instance { get; } = new();

    /// <param name="timestamp">Of <see cref="Stopwatch"/>.</param>
    public Task WaitUntilAsync(long timestamp)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Enqueue(waiting, timestamp);
            if (ReferenceEquals(_waiting.Peek(), waiting))
            {
                Monitor.Pulse(_waiting);
            }
        }

        return waiting.Task;
    }

    private void LetGo()
    {
        lock (_waiting)
        {
            while (true)
            {
                while (_waiting.TryPeek(out var waiting, out var due) && due - Stopwatch.GetTimestamp() <= Early)
                {
                    _waiting.Dequeue();
                    waiting.SetResult();
                }

                if (_waiting.TryPeek(out _, out var next))
                {
                    Monitor.Wait(_waiting, (int)Math.Clamp(((next - Stopwatch.GetTimestamp()) / Millisecond) - 1, 1, LongestSleep));
                }
                else
                {
                    Monitor.Wait(_waiting);
                }
            }
        }
    }
}
