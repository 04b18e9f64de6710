using System.Text.Json.Serialization;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>One round of one case: what the client said, what the store counted and what the system showed. Kept as it is, whatever is made of it.</summary>
internal sealed record MeasuredCase
{
    /// <summary>Share of the busiest core above which it is the machine that was measured.</summary>
    public const double BusyFrom = 0.7;

    /// <summary>The same for <see cref="ProbeDrift"/>.</summary>
    public const double MostDrift = 0.05;

    /// <summary>Which part of the comparison: <c>table-a</c>.</summary>
    public required string Scenario { get; init; }

    public required string Shape { get; init; }

    public required string Data { get; init; }

    /// <summary>Which way: <c>traditional</c>.</summary>
    public required string Way { get; init; }

    /// <summary>What differs beside it; empty: nothing.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Requests at once.</summary>
    public int Places { get; init; }

    /// <summary>What was measured side by side, or one after the other between two probes; 0: not between any.</summary>
    public int Batch { get; init; }

    /// <summary>From 1; 0: a run to warm up, not counted.</summary>
    public int Round { get; init; }

    public required CaseOutcome Outcome { get; init; }

    /// <summary>From the start of the process to its end.</summary>
    public double ProcessSeconds { get; init; }

    /// <summary>Of the client's process and its children, seen from outside.</summary>
    public long PeakTreeBytes { get; init; }

    /// <summary>Most bytes of the files in the staging directory, looked at from outside every 25 ms.</summary>
    public long PeakStagedBytes { get; init; }

    /// <summary>0 to 1, with anything at all, while the collection ran: its process' start is not in it.</summary>
    public double BusiestCore { get; init; }

    /// <summary>How much longer a transfer that is always the same took after the rounds of this case than before; negative: shorter. Null: not tried.</summary>
    public double? ProbeDrift { get; init; }

    /// <summary>Calls that named a staged file, by their names; null: not watched.</summary>
    public IReadOnlyDictionary<string, long>? FileSystemCalls { get; init; }

    /// <summary>Counted by the store; null: it does not tell.</summary>
    public StoreCounts? Store { get; init; }

    /// <summary>The copies, and nothing else, came out as planned.</summary>
    [JsonIgnore]
    public bool IsWhole => Outcome is { Error: null, Failed: 0, Copied: > 0 };
}
