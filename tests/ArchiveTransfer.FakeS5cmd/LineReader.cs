using System.Text;
using System.Threading.Channels;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>Reads lines by itself and keeps one at most that nobody has taken. A signal is heard between two lines, not while it waits for one.</summary>
internal sealed class LineReader
{
    private const byte Newline = (byte)'\n';

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> _taken = Channel.CreateUnbounded<bool>();
    private readonly Stream _input;
    private readonly CancellationToken _stopping;

    public LineReader(Stream input, CancellationToken stopping)
    {
        _input = input;
        _stopping = stopping;
        _ = Task.Run(ReadAsync, CancellationToken.None);
    }

    /// <summary>Whether it ended because of a signal.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>The next line with its end; null: there is none.</summary>
    public async Task<string?> TakeAsync()
    {
        if (!await _lines.Reader.WaitToReadAsync(CancellationToken.None) || !_lines.Reader.TryRead(out var line))
        {
            return null;
        }

        _taken.Writer.TryWrite(true);
        return line;
    }

    private async Task ReadAsync()
    {
        using var buffered = new BufferedStream(_input);
        var line = new MemoryStream();
        for (var isOpen = true; isOpen && !_stopping.IsCancellationRequested;)
        {
            line.SetLength(0);
            isOpen = ReadLine(buffered, line);
            if (line.Length > 0)
            {
                _lines.Writer.TryWrite(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
                await _taken.Reader.ReadAsync(CancellationToken.None);
            }
        }

        WasStopped = _stopping.IsCancellationRequested;
        _lines.Writer.Complete();
    }

    private static bool ReadLine(BufferedStream input, MemoryStream line)
    {
        while (input.ReadByte() is var value and >= 0)
        {
            line.WriteByte((byte)value);
            if (value == Newline)
            {
                return true;
            }
        }

        return false;
    }
}
