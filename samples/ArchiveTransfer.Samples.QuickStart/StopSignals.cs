using System.Runtime.InteropServices;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>Ctrl-C and SIGTERM: the first cancels and lets the run settle, the second ends the program at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private int received;

    public StopSignals()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCodes.Interrupted));
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCodes.Terminated));
    }

    public CancellationToken Token => stopping.Token;

    /// <summary>The code of the signal received first.</summary>
    public int ExitCode => received;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        stopping.Dispose();
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref received, exitCode, 0) != 0)
        {
            Environment.Exit(exitCode);
        }

        // Not awaited: callbacks of the token must not hold up the next signal.
        _ = stopping.CancelAsync();
    }
}
