using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class AgreementReportTests
{
    [Fact]
    public void A_report_agrees_with_itself()
    {
        string text = Text(Reports.Whole, Reports.Whole);

        Assert.StartsWith("4 of 4 verdicts agree: ", text, StringComparison.Ordinal);
        Assert.Contains("| Copies are cheap | 0.25 (0.2 to 0.3) | 0.25 (0.2 to 0.3) | holds |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_and_what_only_one_has_stands_out()
    {
        ClaimReport other = Reports.Whole with { Verdicts = [Reports.Whole.Verdicts[0] with { Verdict = Verdict.DoesNotHold }, .. Reports.Whole.Verdicts.Skip(2), Reports.Whole.Verdicts[0] with { Promise = "Copies are new" }] };

        string text = Text(Reports.Whole, other);

        Assert.StartsWith("2 of 5 verdicts agree: ", text, StringComparison.Ordinal);
        Assert.Contains("**holds; does not hold**", text, StringComparison.Ordinal);
        Assert.Contains("| Copies are free | 0.25 |  | **does not hold; not measured** |\n", text, StringComparison.Ordinal);
        Assert.Contains("| Copies are new |  | 0.25 (0.2 to 0.3) | **not measured; holds** |\n", text, StringComparison.Ordinal);
    }

    private static string Text(ClaimReport one, ClaimReport other)
    {
        using var writer = new StringWriter();
        AgreementReport.Write(one, other, writer);
        return writer.ToString();
    }
}
