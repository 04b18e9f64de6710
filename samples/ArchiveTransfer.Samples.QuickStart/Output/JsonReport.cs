using System.Text.Json.Serialization;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>What --json writes: the first run, and what belongs to the program as a whole.</summary>
internal sealed record JsonReport : JsonRun
{
    public JsonReport(JsonRun first) : base(first)
    {
    }

    public required int ExitCode { get; init; }

    /// <summary>Null with --config.</summary>
    [JsonPropertyOrder(1)]
    public JsonDemoStore? DemoStore { get; init; }

    /// <summary>The further runs of --repeat.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<JsonRun> Repeats { get; init; } = [];
}
