namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>What --compare --json writes when there is no report.</summary>
internal sealed record JsonNoComparison
{
    public required int ExitCode { get; init; }

    /// <summary>Why.</summary>
    public JsonError? Error { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
