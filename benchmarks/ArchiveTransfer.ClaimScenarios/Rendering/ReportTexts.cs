using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>What stands in the page in either form.</summary>
internal static class ReportTexts
{
    public const string Title = "Performance report";

    public const string Introduction =
        "What was promised of the library, and what one comparison measured of it; a promise that does not hold, and one that could not be measured, stands here like any other. "
        + "The page is written by the program that measured, and no figure in it by hand.";

    public const string Reproduce = "This command measures it again:";

    public const string NotProvable = "Not provable here";

    public const string RawRounds = "Raw rounds";

    /// <summary>What the report does not show: what was given up first.</summary>
    public static IReadOnlyList<string> NotShown(ClaimReport report) => [.. report.GivenUp ?? [], .. report.NotProvable];
}
