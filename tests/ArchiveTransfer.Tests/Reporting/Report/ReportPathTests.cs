using Xunit;

namespace ArchiveTransfer.Reporting.Report;

public sealed class ReportPathTests
{
    private static readonly DateTimeOffset _started = new(2026, 1, 2, 1, 30, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("/var/log/report.jsonl", "/var/log/report.jsonl")]
    [InlineData("/var/log/{started:yyyyMMdd}-{run_id}.jsonl", "/var/log/20260101-nightly.jsonl")]
    [InlineData("{started:yyyy}/{started:MM}/{run_id}{run_id}", "2026/01/nightlynightly")]
    public void What_stands_in_braces_is_filled_in(string template, string path) => Assert.Equal(path, ReportPath.Expand(template, "nightly", _started));

    [Theory]
    [InlineData("../../etc/passwd", "_._.._etc_passwd")]
    [InlineData("..", "_.")]
    [InlineData("a b\n\0c:d", "a_b__c_d")]
    public void The_name_of_a_run_chooses_no_directory(string runId, string name)
    {
        string path = ReportPath.Expand("/reports/{run_id}", runId, _started)!;

        Assert.Equal("/reports/" + name, path);
    }

    [Fact]
    public void A_date_with_separators_is_one_name() => Assert.Equal("2026_01_01", ReportPath.Expand("{started:yyyy/MM/dd}", "r", _started));
}
