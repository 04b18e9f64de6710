using Spectre.Console;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>Where words go: to stdout, or to stderr where stdout belongs to the JSON result. Complaints always go to stderr.</summary>
internal sealed class Terminal(QuickStartSettings settings)
{
    private readonly TextWriter words = settings.Json ? Console.Error : Console.Out;
    private readonly TextWriter complaints = Console.Error;

    private bool IsLive => !(settings.Json ? Console.IsErrorRedirected : Console.IsOutputRedirected) && !settings.Verbose;

    /// <summary>In characters; null: there is none.</summary>
    public int? Width => (settings.Json ? Console.IsErrorRedirected : Console.IsOutputRedirected) ? null : Console.WindowWidth;

    public void Write(string line) => words.WriteLine(line);

    /// <summary>Beside the result, where questions are.</summary>
    public void Say(string line)
    {
        try
        {
            complaints.WriteLine(line);
        }
        catch (IOException)
        {
            // The terminal is gone; what is to be cleaned up is cleaned up all the same.
        }
    }

    /// <summary>What is going on, beside the result.</summary>
    public void Tell(string line) => Say($"  {line}");

    /// <summary>Whether somebody is there to be asked.</summary>
    public static bool CanAsk => !Console.IsInputRedirected;

    /// <summary>Anything but yes is no.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        await complaints.WriteAsync($"{question} [y/N] ".AsMemory(), cancellationToken);
        await complaints.FlushAsync(cancellationToken);
        using var input = new StreamReader(Console.OpenStandardInput());

        // A console is read by a thread that nothing wakes; whoever cancels does not wait for it.
        string? answer = await input.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken);
        return answer?.Trim() is { } text && (text.Equals("y", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    public void Complain(string message) => Say($"quickstart: {message}");

    /// <summary>A live bar on a terminal, a line now and then elsewhere and beside a log.</summary>
    public Task<T> ShowAsync<T>(Func<IProgress<ArchiveCollectionProgress>, Task<T>> run) => IsLive
        ? LiveProgress.ShowAsync(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(words) }), run)
        : run(new PlainProgress(words));
}
