using System.ComponentModel;
using System.Diagnostics;

namespace ArchiveTransfer.Testing.Hosting;

/// <summary>A process that ends when its stdin does. What it writes is drained, so that it never blocks; the end of its stderr is kept for messages.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptCharacters = 4_096;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private Task _output = Task.CompletedTask;
    private int _isDisposed;

    private ChildProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        _errors = DrainAsync(process.StandardError);
    }

    public int Id { get; }

    /// <exception cref="IOException">It could not be started.</exception>
    public static ChildProcess Start(ProcessStartInfo start)
    {
        try
        {
            return new ChildProcess(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{start.FileName} could not be started: {exception.Message}", exception);
        }
    }

    /// <summary>Says one line and waits for one.</summary>
    /// <exception cref="IOException">It ended instead; the message has what it said.</exception>
    public async Task<string> AskAsync(string line, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended: the missing answer says so, and stderr says why.
        }

        var answer = await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            var said = await _errors.WaitAsync(cancellationToken).ConfigureAwait(false);
            throw new IOException($"The simulator's process ended before it was ready: {(said.Length > 0 ? said.Trim() : "it did not say why")}");
        }

        _output = DrainAsync(_process.StandardOutput);
        return answer;
    }

    public long ReadPeakWorkingSet()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64;
    }

    public TimeSpan ReadProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Ends it: asked to first, killed when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already.
        }

        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_errors, _output).ConfigureAwait(false);
        _process.Dispose();
    }

    private static async Task<string> DrainAsync(StreamReader reader)
    {
        var buffer = new char[KeptCharacters];
        var kept = "";
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
        {
            kept += buffer.AsSpan(0, count).ToString();
            kept = kept[Math.Max(0, kept.Length - KeptCharacters)..];
        }

        return kept;
    }
}
