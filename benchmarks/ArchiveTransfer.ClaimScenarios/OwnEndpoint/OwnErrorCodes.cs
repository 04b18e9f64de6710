namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Why a comparison ends early, beside the library's own codes.</summary>
internal static class OwnErrorCodes
{
    /// <summary>The user said no; nothing was written.</summary>
    public const string Declined = "declined";

    /// <summary>What the comparison would write could not be removed again; only a probe was written.</summary>
    public const string NotRemovable = "not_removable";

    /// <summary>Something was written and not seen to be gone.</summary>
    public const string LeftBehind = "left_behind";

    /// <summary>No way copied the sample.</summary>
    public const string NothingMeasured = "nothing_measured";

    /// <summary>The first object that is selected is too large to be copied again and again.</summary>
    public const string SampleTooLarge = "sample_too_large";
}
