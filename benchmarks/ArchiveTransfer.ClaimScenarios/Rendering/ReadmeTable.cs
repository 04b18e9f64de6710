using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>The promises alone, for the README.</summary>
internal static class ReadmeTable
{
    public static void Write(ClaimReport report, TextWriter writer)
    {
        ReportShape.Require(report);
        MarkdownTable.Write(
            writer,
            ["promise", "target", "measured", "verdict"],
            report.Verdicts.Select(static verdict => (string[])
            [
                MarkdownText.Inline(verdict.Promise), MarkdownText.Inline(verdict.Target), MarkdownText.Inline(MeasuredText.Of(verdict)), MarkdownVerdict.Of(verdict.Verdict),
            ]));
    }
}
