namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>How much is measured.</summary>
internal enum ClaimExtent
{
    /// <summary>Within five minutes: two rounds, few cells. Shows the signs; not to be published.</summary>
    Quick,

    /// <summary>The whole protocol, within an hour.</summary>
    Full,
}
