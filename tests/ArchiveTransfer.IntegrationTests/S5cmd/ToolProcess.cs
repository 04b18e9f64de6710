using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>A tool as a process, its environment made from nothing, its streams read from the start. It does not outlive what is returned.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly ToolStream _output;
    private readonly ToolStream _errors;

    private ToolProcess(Process process)
    {
        _process = process;
        _output = new ToolStream(process.StandardOutput);
        _errors = new ToolStream(process.StandardError);
    }

    public int Id => _process.Id;

    public static ToolProcess Start(string executable, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ToolProcess(Process.Start(start)!);
    }

    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text.AsMemory(), TestContext.Current.CancellationToken);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Until what it wrote on stdout contains this.</summary>
    public Task WaitForOutputAsync(string text) => _output.WaitForAsync(text).WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Until what it wrote on stderr contains this.</summary>
    public Task WaitForErrorsAsync(string text) => _errors.WaitForAsync(text).WaitAsync(Patience, TestContext.Current.CancellationToken);

    public Task WaitForEndOfOutputAsync() => _output.Text.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<ToolOutcome> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new ToolOutcome(_process.ExitCode, await _output.Text, await _errors.Text);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
