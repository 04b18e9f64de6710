using Microsoft.Extensions.Logging;

namespace ArchiveTransfer.Reporting;

/// <summary>What a run has to say beside its outcomes: each text once, at most a hundred. Thread-safe.</summary>
internal sealed class RunWarnings(ILogger logger)
{
    private const int Capacity = 100;

    private readonly List<string> texts = [];

    public void Add(string text)
    {
        lock (texts)
        {
            if (texts.Count >= Capacity || texts.Contains(text))
            {
                return;
            }

            texts.Add(text);
        }

        LogMessages.RunWarning(logger, text);
    }

    public IReadOnlyList<string> Read()
    {
        lock (texts)
        {
            return [.. texts];
        }
    }
}
