using System.Text.Json.Serialization;

namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>What became of a promise.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict
{
    /// <summary>In every round.</summary>
    Holds,

    /// <summary>Not in every round.</summary>
    DoesNotHold,

    /// <summary>The machine, not what is compared, was measured.</summary>
    Invalid,

    /// <summary>Something that it takes is not here; the sentence says what.</summary>
    NotMeasured,
}
