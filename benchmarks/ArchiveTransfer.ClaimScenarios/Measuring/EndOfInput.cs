using System.Runtime.InteropServices;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>Cancels the client's run when its input ends - whoever ordered it closed it, or is gone - and when a signal comes: what is in flight settles, and uploads are aborted.</summary>
internal sealed class EndOfInput : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource stopping = new();
    private readonly PosixSignalRegistration[] registrations;

    public EndOfInput() => registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
    {
        // Ctrl-C goes to every process of a terminal; the first of them knows what to do about it.
        context.Cancel = true;
        Stop();
    }))];

    public CancellationToken Token => stopping.Token;

    /// <summary>Not to be awaited: it ends with the input, and that with the other process.</summary>
    public async Task WatchAsync(TextReader input)
    {
        var rest = new char[64];
        try
        {
            while (await input.ReadAsync(rest) > 0)
            {
                // Nothing is said after the order.
            }
        }
        catch (IOException)
        {
            // As good as its end.
        }

        Stop();
    }

    public void Dispose()
    {
        Array.ForEach(registrations, static registration => registration.Dispose());
        lock (registrations)
        {
            stopping.Dispose();
        }
    }

    private void Stop()
    {
        lock (registrations)
        {
            try
            {
                _ = stopping.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The run has ended meanwhile.
            }
        }
    }
}
