using System.Text;

namespace ArchiveTransfer.S5cmd;

/// <summary>What a process writes, as it comes.</summary>
internal sealed class ToolStream
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiting = [];

    public ToolStream(StreamReader reader)
    {
        Text = ReadAsync(reader);
    }

    /// <summary>All of it, once the stream has ended.</summary>
    public Task<string> Text { get; }

    /// <exception cref="EndOfStreamException">It ended without.</exception>
    public Task WaitForAsync(string text)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((text, seen));
            Announce(hasEnded: Text.IsCompleted);
            return seen.Task;
        }
    }

    private async Task<string> ReadAsync(StreamReader reader)
    {
        var buffer = new char[4_096];
        int count;
        do
        {
            count = await reader.ReadAsync(buffer);
            lock (_lock)
            {
                _text.Append(buffer, 0, count);
                Announce(hasEnded: count == 0);
            }
        }
        while (count > 0);

        return _text.ToString();
    }

    private void Announce(bool hasEnded)
    {
        var text = _waiting.Count > 0 ? _text.ToString() : "";
        foreach (var (wanted, seen) in _waiting)
        {
            if (text.Contains(wanted, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
            else if (hasEnded)
            {
                seen.TrySetException(new EndOfStreamException($"It ended without '{wanted}': {text}"));
            }
        }
    }
}
