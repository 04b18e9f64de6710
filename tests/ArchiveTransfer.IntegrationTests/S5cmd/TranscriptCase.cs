using ArchiveTransfer.Testing;

namespace ArchiveTransfer.S5cmd;

/// <summary>Something to try with s5cmd, the real one and its stand-in.</summary>
internal sealed record TranscriptCase(string Name)
{
    public IReadOnlyList<string> Arguments { get; init; } = ["--json", "--log", "debug", "--numworkers", "4", "--retry-count", "0", "run"];

    /// <summary>Lines for stdin.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    public S3Profile Profile { get; init; } = S3Profile.Aws;

    public Action<ToolSession> Prepare { get; init; } = static _ => { };

    /// <summary>What is done with the process; unless told otherwise all lines are written and stdin is closed.</summary>
    public Func<ToolProcess, ToolSession, IReadOnlyList<string>, Task> Play { get; init; } = WriteAllAsync;

    /// <summary>Writes a line, waits until it was answered, and goes on with the next.</summary>
    public static async Task WriteOneByOneAsync(ToolProcess tool, ToolSession session, IReadOnlyList<string> lines)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            await tool.WriteAsync(lines[index] + "\n");
            if (index < lines.Count - 1)
            {
                await tool.WaitForOutputAsync($"\"s3://dst/c{index}\"");
            }
        }

        tool.CloseInput();
    }

    private static async Task WriteAllAsync(ToolProcess tool, ToolSession session, IReadOnlyList<string> lines)
    {
        await tool.WriteAsync(string.Concat(lines.Select(static line => line + "\n")));
        tool.CloseInput();
    }
}
