namespace ArchiveTransfer.ClaimScenarios.Stages;

/// <summary>What is measured: data, a way, and what differs from the default.</summary>
/// <param name="Scenario">Which part of the comparison asks for it.</param>
internal sealed record Case(string Scenario, Way Way, DataSet Data)
{
    /// <summary>Requests at once; null: the library finds it.</summary>
    public int? Places { get; init; } = 16;

    /// <summary>What differs, in words.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Further options, by their configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Options { get; init; } = new Dictionary<string, string?>();

    public bool SendThroughSdk { get; init; }

    /// <summary>By the staging directory: the program and arguments that the client runs by; none as a rule.</summary>
    public Func<string, IReadOnlyList<string>> Wrapper { get; init; } = static _ => [];
}
