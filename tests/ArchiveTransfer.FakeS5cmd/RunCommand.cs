using System.Diagnostics;
using System.Globalization;
using ArchiveTransfer.FakeS5cmd.CommandLine;
using ArchiveTransfer.FakeS5cmd.Copying;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary><c>run</c>: commands from stdin, so many at once.</summary>
internal sealed class RunCommand(Behaviour behaviour, Reporter reporter, OutputStreams streams, CopyCommand copies, int workers)
{
    private static readonly string[] OtherCommands =
        ["ls", "rm", "mv", "mb", "rb", "select", "du", "cat", "pipe", "sync", "version", "bucket-version", "presign", "head"];

    private static readonly TimeSpan ParentInterval = TimeSpan.FromSeconds(1);

    private int _failed;

    /// <summary>Whether no command failed.</summary>
    public async Task<bool> RunAsync(CancellationToken stopping)
    {
        var reader = new LineReader(Console.OpenStandardInput(), stopping);
        using var free = new SemaphoreSlim(workers);
        var running = new List<Task>();
        var number = 0;
        var isParsed = true;
        for (var index = 0; isParsed && await reader.TakeAsync() is { } text; index++)
        {
            var line = text.Trim();
            if (line is "" or ['#', ..])
            {
                continue;
            }

            var words = behaviour.Strikes("stop", ++number) ? null : LineSplitter.Split(line);
            isParsed = words is not null;
            if (words is { Count: > 0 })
            {
                running.RemoveAll(static task => task.IsCompletedSuccessfully);
                if (await StartAsync(words, number, index, free, stopping) is { } started)
                {
                    running.Add(started);
                }
            }
        }

        await Task.WhenAll(running);
        return isParsed && !reader.WasStopped && _failed == 0;
    }

    private async Task<Task?> StartAsync(IReadOnlyList<string> words, int number, int index, SemaphoreSlim free, CancellationToken stopping)
    {
        if (behaviour.Strikes("panic", number))
        {
            GoPanic.Die(streams);
        }

        if (words[0] == "run")
        {
            Refuse("run", index, "is not permitted in run-mode");
            return null;
        }

        await free.WaitAsync(CancellationToken.None);
        return Task.Run(
            async () =>
            {
                try
                {
                    if (!await ExecuteAsync(words, number, index, stopping))
                    {
                        Interlocked.Increment(ref _failed);
                    }
                }
                finally
                {
                    free.Release();
                }
            },
            CancellationToken.None);
    }

    private async Task<bool> ExecuteAsync(IReadOnlyList<string> words, int number, int index, CancellationToken stopping)
    {
        if (behaviour.HasReached("hang", number))
        {
            await HangAsync();
        }

        if (behaviour.Strikes("lose", number))
        {
            return true;
        }

        if (words[0] == "cp" && !behaviour.Strikes("unknown", number))
        {
            return await copies.RunAsync(words, number, isInRun: true, stopping);
        }

        if (OtherCommands.Contains(words[0]))
        {
            throw new NotSupportedException($"This is not s5cmd: it cannot {words[0]}.");
        }

        Refuse(words[0], index, "not found");
        return true;
    }

    private void Refuse(string command, int index, string why) =>
        reporter.Failed("run", "run", string.Create(CultureInfo.InvariantCulture, $"{GoText.Quote(command)} command (line: {index}) {why}"));

    /// <summary>For ever, but not longer than whoever started it lives.</summary>
    private static async Task HangAsync()
    {
        var parent = ReadParent();
        while (ReadParent() == parent)
        {
            await Task.Delay(ParentInterval);
        }

        Process.GetCurrentProcess().Kill();
    }

    private static string ReadParent() => File.Exists("/proc/self/stat") ? File.ReadAllText("/proc/self/stat").Split(' ')[3] : "";
}
