using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

internal static class MarkdownVerdict
{
    /// <summary>A promise that does not hold is not to be overlooked.</summary>
    public static string Of(Verdict verdict) => verdict == Verdict.DoesNotHold ? $"**{VerdictWords.Of(verdict)}**" : VerdictWords.Of(verdict);
}
