using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace ArchiveTransfer.Execution;

/// <summary>The child processes that a run has at work. Thread-safe.</summary>
internal sealed class ChildProcesses
{
    private readonly ConcurrentDictionary<int, bool> running = new();

    public void Started(int id) => running[id] = true;

    public void Ended(int id) => running.TryRemove(id, out _);

    /// <summary>Memory of all of them, in bytes.</summary>
    public long ReadResidentBytes()
    {
        long sum = 0;
        foreach (int id in running.Keys)
        {
            try
            {
                using Process process = Process.GetProcessById(id);
                sum += process.WorkingSet64;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It has ended meanwhile.
            }
        }

        return sum;
    }
}
