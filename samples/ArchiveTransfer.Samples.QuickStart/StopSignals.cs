using System.Runtime.InteropServices;
using ArchiveTransfer.Samples.QuickStart.Output;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>Ctrl-C, SIGTERM, SIGHUP and SIGQUIT: the first cancels and lets the run settle, the second ends the program at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Terminal terminal;
    private readonly PosixSignalRegistration[] registrations;
    private volatile string? unfinished;
    private int received;

    public StopSignals(Terminal terminal)
    {
        this.terminal = terminal;
        registrations =
        [
            On(PosixSignal.SIGHUP, ExitCodes.HungUp),
            On(PosixSignal.SIGINT, ExitCodes.Interrupted),
            On(PosixSignal.SIGQUIT, ExitCodes.Quit),
            On(PosixSignal.SIGTERM, ExitCodes.Terminated),
        ];
    }

    public CancellationToken Token => stopping.Token;

    /// <summary>The code of the signal received first.</summary>
    public int ExitCode => received;

    /// <param name="what">Left behind by whoever does not wait for the end; null: nothing.</param>
    public void Unfinished(string? what) => unfinished = what;

    public void Dispose()
    {
        Array.ForEach(registrations, static registration => registration.Dispose());
        stopping.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal, int exitCode) => PosixSignalRegistration.Create(signal, context => Stop(context, exitCode));

    private void Stop(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref received, exitCode, 0) != 0)
        {
            if (unfinished is { } left)
            {
                terminal.Complain($"left_behind: ended at once, without cleaning up. Look at what is in {left}.");
            }

            Environment.Exit(exitCode);
        }

        // Not awaited: callbacks of the token must not hold up the next signal.
        _ = stopping.CancelAsync();
    }
}
