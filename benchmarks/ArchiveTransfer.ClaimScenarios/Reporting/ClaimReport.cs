namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>One whole comparison: everything that is printed, written or drawn of it comes from here.</summary>
internal sealed record ClaimReport
{
    /// <summary>Of this shape of the file.</summary>
    public int Schema { get; init; } = 1;

    public required ClaimMachine Machine { get; init; }

    /// <summary>The promises, in their order; those that do not hold and those that could not be measured as well.</summary>
    public required IReadOnlyList<ClaimVerdict> Verdicts { get; init; }

    public required IReadOnlyList<ClaimTable> Tables { get; init; }

    public required IReadOnlyList<ClaimChart> Charts { get; init; }

    /// <summary>What was stopped or given up while it was measured; none: it came to its end.</summary>
    public IReadOnlyList<string>? GivenUp { get; init; }

    /// <summary>What no run on this machine can show.</summary>
    public IReadOnlyList<string> NotProvable { get; init; } = [];
}
