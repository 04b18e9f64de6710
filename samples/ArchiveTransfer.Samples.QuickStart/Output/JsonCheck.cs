namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>What --check --json writes.</summary>
internal sealed record JsonCheck
{
    public required int ExitCode { get; init; }

    public required bool CanRun { get; init; }

    public required IReadOnlyList<JsonCheckItem> Items { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why nothing was looked at; null: something was.</summary>
    public JsonError? Error { get; init; }

    /// <summary>Null with --config.</summary>
    public JsonDemoStore? DemoStore { get; init; }

    public static JsonCheck Of(ArchiveCollectionCheck check, int exitCode, JsonDemoStore? store) => new()
    {
        ExitCode = exitCode,
        CanRun = check.CanRun,
        Items = [.. check.Items.Select(JsonCheckItem.Of)],
        Warnings = check.Warnings,
        DemoStore = store,
    };
}
