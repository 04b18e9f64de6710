namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>The last of what a child wrote that is no result: for diagnostics, without credentials, bounded. Thread-safe.</summary>
internal sealed class S5cmdTail(S5cmdSecrets secrets)
{
    private const int MaxLines = 12;
    private const int MaxLength = 400;

    private readonly Queue<string> lines = new();

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        // Masked before it is cut: half a secret is no secret that could be found again.
        string masked = secrets.Mask(line);
        string shown = masked.Length > MaxLength ? masked[..MaxLength] : masked;
        lock (lines)
        {
            if (lines.Count == MaxLines)
            {
                lines.Dequeue();
            }

            lines.Enqueue(shown);
        }
    }

    public string Read()
    {
        lock (lines)
        {
            return string.Join(" | ", lines);
        }
    }
}
