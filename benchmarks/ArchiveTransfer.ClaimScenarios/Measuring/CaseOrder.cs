namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>What a client's process is to do: the line it reads from its standard input. Credentials come from its environment or the configuration's profile, never from here.</summary>
internal sealed record CaseOrder
{
    /// <summary>JSON with options to begin with, its section <c>ArchiveTransfer</c> or its root; null: none.</summary>
    public string? Configuration { get; init; }

    /// <summary>Options by their configuration keys, over those of the configuration: <c>Source:Bucket</c>.</summary>
    public required IReadOnlyDictionary<string, string?> Options { get; init; }

    /// <summary>The objects to collect, in UTF-8 order of their keys; null: what the source lists.</summary>
    public IReadOnlyList<CaseObject>? Objects { get; init; }

    /// <summary>Objects pass through the client's memory although the store could copy them itself.</summary>
    public bool OnlyStreams { get; init; }

    /// <summary>Requests go through the AWS SDK.</summary>
    public bool SendThroughSdk { get; init; }
}
