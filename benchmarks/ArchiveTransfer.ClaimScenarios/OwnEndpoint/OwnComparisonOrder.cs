using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>A comparison on the user's own endpoint, and whom to talk to about it.</summary>
internal sealed record OwnComparisonOrder
{
    /// <summary>Read once more by the process of each round.</summary>
    public required string File { get; init; }

    /// <summary>What the file holds: the section with the options, or its root.</summary>
    public required IConfiguration Configuration { get; init; }

    /// <summary>That measures it again.</summary>
    public required string Command { get; init; }

    /// <summary>Takes what will be done, line by line, before anything is written.</summary>
    public required Action<string> Announce { get; init; }

    /// <summary>Takes which round begins.</summary>
    public required Action<string> Progress { get; init; }

    /// <summary>Asks whether what was announced may be done; null: it may.</summary>
    public Func<CancellationToken, Task<bool>>? Confirm { get; init; }
}
