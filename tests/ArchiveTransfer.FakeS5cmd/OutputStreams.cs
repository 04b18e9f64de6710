using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>stdout and stderr, one write a line, and what can go wrong with them.</summary>
internal sealed class OutputStreams(Behaviour behaviour) : IDisposable
{
    private const int KilledBySigpipe = 141;

    private static readonly string[] Noise =
    [
        "Incorrect Usage: flag provided but not defined: -noise\n\nName:\n  cp - copy objects\n\nOptions:\n  --raw  {not json}",
        "",
        "2026/01/02 03:04:05 WARN: failed to get session token, falling back to IMDSv1: 403 Forbidden: Forbidden\n\tstatus code: 403, request id: ",
        "{\"unfinished\":",
    ];

    private readonly Lock _lock = new();
    private readonly FileStream _output = Open(1);
    private readonly FileStream _errors = Open(2);
    private int _lines;
    private int _outputLines;
    private bool _isOutputClosed;

    public void WriteOutput(string line)
    {
        lock (_lock)
        {
            MakeNoise();
            if (!_isOutputClosed)
            {
                Write(_output, line);
            }

            if (behaviour.HasReached("close-stdout", ++_outputLines) && !_isOutputClosed)
            {
                _isOutputClosed = true;
                CloseOutput();
            }
        }
    }

    public void WriteError(string line)
    {
        lock (_lock)
        {
            MakeNoise();
            Write(_errors, line);
        }
    }

    /// <summary>Writes as the runtime does when it gives up, past everything that may be wrong with the streams.</summary>
    public void WriteLastWords(string text)
    {
        lock (_lock)
        {
            _errors.Write(Encoding.UTF8.GetBytes(text + "\n"));
        }
    }

    public void Dispose()
    {
        if (!_isOutputClosed)
        {
            _output.Dispose();
        }

        _errors.Dispose();
    }

    // The runtime keeps a duplicate of its own, with which the other end would see no end.
    private static void CloseOutput()
    {
        var target = File.ResolveLinkTarget("/proc/self/fd/1", returnFinalTarget: false)?.Name;
        var open = Directory.EnumerateFileSystemEntries("/proc/self/fd").Where(path => File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name == target).ToArray();
        foreach (var path in open)
        {
            using var closed = new SafeFileHandle(int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), ownsHandle: true);
        }
    }

    private static FileStream Open(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private void MakeNoise()
    {
        if (behaviour.Has("noise"))
        {
            Send(_isOutputClosed ? _errors : _output, Noise[_lines % Noise.Length] + "\n");
            Send(_errors, $"noise {_lines}\n");
        }
    }

    private void Write(FileStream stream, string line)
    {
        var text = line + "\n";
        if (behaviour.Strikes("cut", ++_lines))
        {
            Send(stream, text[..(text.Length / 2)]);
            Environment.Exit(2);
        }

        Send(stream, text);
    }

    private void Send(FileStream stream, string text)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var step = behaviour.Has("drip") ? 1 : bytes.Length;
            for (var sent = 0; sent < bytes.Length; sent += step)
            {
                stream.Write(bytes, sent, step);
                stream.Flush();
            }
        }
        catch (IOException)
        {
            Die();
        }
    }

    // Nobody reads any more: the real tool is killed by SIGPIPE, which this runtime ignores.
    [DoesNotReturn]
    private static void Die() => Environment.Exit(KilledBySigpipe);
}
