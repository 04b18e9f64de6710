using System.Collections.Concurrent;
using System.ComponentModel;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Asks an executable what it is and what it can do: once for every file, in the whole process.</summary>
internal static class S5cmdProbe
{
    /// <summary>What is said of the flag decides, not the version: builds without a version exist, even one that was released.</summary>
    private const string Directive = "--metadata-directive";

    private static readonly ConcurrentDictionary<(string Path, long Length, DateTime WrittenAt), S5cmdTool> _known = new();

    /// <returns>The tool, or why it is not used.</returns>
    public static async ValueTask<(S5cmdTool? Tool, string? Refusal)> AskAsync(string path, S5cmdSettings settings, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        (string, long, DateTime) key = (path, file.Length, file.LastWriteTimeUtc);
        if (_known.TryGetValue(key, out S5cmdTool? known))
        {
            return (known, null);
        }

        (S5cmdTool? tool, string? refusal) = await ProbeAsync(path, settings, cancellationToken).ConfigureAwait(false);
        if (tool is not null)
        {
            _known.TryAdd(key, tool);
        }

        return (tool, refusal);
    }

    private static async ValueTask<(S5cmdTool? Tool, string? Refusal)> ProbeAsync(string path, S5cmdSettings settings, CancellationToken cancellationToken)
    {
        S5cmdAnswer answer = await RunAsync(path, ["version"], settings, cancellationToken).ConfigureAwait(false);
        if (answer.Refusal is not null)
        {
            return (null, answer.Refusal);
        }

        if (answer.Lines.Select(S5cmdVersion.Parse).FirstOrDefault(static version => version is not null) is not { } version)
        {
            return (null, $"{path} is no s5cmd: asked for its version it said \"{string.Join(' ', answer.Lines)}\"");
        }

        if (!version.IsUnknown && version < S5cmdVersion.Oldest)
        {
            return (null, $"s5cmd {version} is too old: before {S5cmdVersion.Oldest} its exit code says nothing of failed commands; install {S5cmdVersion.NewestTested}");
        }

        S5cmdAnswer help = await RunAsync(path, ["cp", "--help"], settings, cancellationToken).ConfigureAwait(false);
        if (help.Refusal is not null)
        {
            return (null, help.Refusal);
        }

        var tool = new S5cmdTool(path, version, help.Lines.Any(static line => line.Contains(Directive, StringComparison.Ordinal)));
        return tool.IsUntested && await S5cmdSelfTest.RunAsync(tool, settings, cancellationToken).ConfigureAwait(false) is { } failed
            ? (null, $"{(version.IsUnknown ? "s5cmd does not know its version" : $"s5cmd {version} is newer than {S5cmdVersion.NewestTested}, the newest that was tested")}, and failed the self-test: {failed}")
            : (tool, null);
    }

    private static async ValueTask<S5cmdAnswer> RunAsync(string path, string[] arguments, S5cmdSettings settings, CancellationToken cancellationToken)
    {
        var lines = new ConcurrentQueue<string>();
        S5cmdProcess process;
        try
        {
            process = S5cmdProcess.Start(
                path,
                arguments,
                S5cmdEnvironment.Bare(Environment.GetEnvironmentVariable),
                S5cmdSecrets.None,
                (_, output) =>
                {
                    // Help has a hundred lines; a program that is no s5cmd may have any number.
                    if (output.Text is { } text && lines.Count < 1_000)
                    {
                        lines.Enqueue(text);
                    }

                    return default;
                },
                settings.EndTimeout);
        }
        catch (Win32Exception exception)
        {
            return new S5cmdAnswer([], $"{path} could not be started: {exception.Message}");
        }

        try
        {
            process.CloseInput();
            await process.Ended.WaitAsync(settings.ProbeTimeout, cancellationToken).ConfigureAwait(false);
            return new S5cmdAnswer([.. lines], null);
        }
        catch (TimeoutException)
        {
            return new S5cmdAnswer([], $"{path} did not answer \"{string.Join(' ', arguments)}\" within {settings.ProbeTimeout}");
        }
        finally
        {
            await process.EndAsync().ConfigureAwait(false);
        }
    }

    /// <param name="Lines">What it wrote, on either stream.</param>
    /// <param name="Refusal">Null: it ended by itself.</param>
    private readonly record struct S5cmdAnswer(IReadOnlyList<string> Lines, string? Refusal);
}
