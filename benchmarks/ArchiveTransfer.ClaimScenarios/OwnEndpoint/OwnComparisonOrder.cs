using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>A comparison on the user's own endpoint, and whom to talk to about it.</summary>
internal sealed record OwnComparisonOrder
{
    /// <summary>The configuration as it was read, once: the process of each round is given the very same.</summary>
    public required string Text { get; init; }

    /// <summary>What the text holds: the section with the options, or its root.</summary>
    public required IConfiguration Configuration { get; init; }

    /// <summary>That measures it again.</summary>
    public required string Command { get; init; }

    public const int DefaultRounds = 3;

    /// <summary>Beside the one to warm up. 1 or more.</summary>
    public int Rounds { get; init; } = DefaultRounds;

    /// <summary>Takes what will be done, line by line, before anything is written.</summary>
    public required Action<string> Announce { get; init; }

    /// <summary>Takes which round begins.</summary>
    public required Action<string> Progress { get; init; }

    /// <summary>Takes what would be left behind if the program ended now; null: nothing.</summary>
    public Action<string?>? Writing { get; init; }

    /// <summary>Asks whether what was announced may be done; null: it may.</summary>
    public Func<CancellationToken, Task<bool>>? Confirm { get; init; }
}
