namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>An object that failed.</summary>
internal sealed record JsonFailure
{
    public required string Key { get; init; }

    public required string DestinationKey { get; init; }

    public string? Strategy { get; init; }

    public string? Decision { get; init; }

    public int Attempts { get; init; }

    public JsonError? Error { get; init; }

    public static JsonFailure Of(TransferOutcome outcome) => new()
    {
        Key = outcome.Source.Key,
        DestinationKey = outcome.DestinationKey,
        Strategy = outcome.Strategy,
        Decision = outcome.Decision,
        Attempts = outcome.Attempts,
        Error = JsonError.Of(outcome.Error),
    };
}
