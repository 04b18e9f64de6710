using System.Text;
using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class ReportJsonTests
{
    [Fact]
    public void What_is_read_is_what_was_written() => Prop.ForAll(
        ReportGenerators.Reports.ToArbitrary(),
        static async Task (report) => Assert.Equal(Flatten(report), Flatten(await ReadAsync(await WriteAsync(report))))).QuickCheckThrowOnFailure();

    [Fact]
    public async Task The_file_is_indented_and_in_snake_case()
    {
        var text = await WriteAsync(Reports.Whole);

        Assert.StartsWith("{\n  \"schema\": 1,\n", text, StringComparison.Ordinal);
        Assert.Contains("\"memory_bytes\": 3221225472", text, StringComparison.Ordinal);
        Assert.Contains("\"verdict\": \"DoesNotHold\"", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_schema_is_refused_by_its_number_whatever_else_the_file_holds()
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(static () => ReadAsync("""{ "promises": 5, "schema": 2 }"""));

        Assert.Contains("schema 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("schema 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_schema_is_not_written_either() =>
        await Assert.ThrowsAsync<InvalidDataException>(static () => WriteAsync(Reports.Whole with { Schema = 2 }));

    [Theory]
    [InlineData("")]
    [InlineData("claims")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "schema": "1" }""")]
    [InlineData("""{ "schema": 1 }""")]
    [InlineData("""{ "schema": 1, "machine": null, "verdicts": [], "tables": [], "charts": [], "not_provable": [] }""")]
    public async Task What_is_no_report_is_refused(string text)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(text));

        Assert.Contains("report", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"tools\"", "\"tolls\"", "machine.tools")]
    [InlineData("\"not_provable\"", "\"provable\"", "not_provable")]
    [InlineData("\"why\": \"They are not.\"", "\"how\": \"They are not.\"", "why")]
    [InlineData("\"DoesNotHold\"", "\"Perhaps\"", "verdict")]
    [InlineData("\"DoesNotHold\"", "17", "17")]
    [InlineData("\"cost\"", "\"../cost\"", "../cost")]
    [InlineData("\"cost\"", "\"growth\"", "growth")]
    [InlineData("\"0.25\",\n", "\"0.25\", \"0.26\",\n", null)]
    [InlineData("\"10.50\"", "\"10.50\", \"10.51\"", "cost")]
    public async Task A_damaged_report_is_refused_with_the_place(string sound, string damaged, string? place)
    {
        var text = (await WriteAsync(Reports.Whole)).Replace(sound, damaged, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(text));

        Assert.Contains(place ?? "", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused_by_the_name_of_its_line()
    {
        var chart = Reports.Whole.Charts[0] with { Series = [new("ours", [new(1, double.NaN, 1, 1)])] };

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => WriteAsync(Reports.Whole with { Charts = [chart] }));

        Assert.Contains("ours", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(ClaimReport report)
    {
        using var stream = new MemoryStream();
        await ReportJson.WriteAsync(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task<ClaimReport> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await ReportJson.ReadAsync(stream);
    }

    /// <summary>Records compare lists by reference.</summary>
    private static List<object?> Flatten(ClaimReport report) =>
    [
        report.Schema, report.Machine with { Tools = [] }, .. report.Machine.Tools, "|",
        .. report.Verdicts, "|",
        .. report.Tables.SelectMany(static table => (object?[])[table.Id, table.Title, table.Note, .. table.Columns, "|", .. table.Rows.SelectMany(static row => row.Append("|"))]), "|",
        .. report.Charts.SelectMany(static chart => (object?[])
        [
            chart.Id, chart.Title, chart.Note, chart.XAxis, chart.YAxis, chart.LogarithmicX, chart.LogarithmicY,
            .. chart.Series.SelectMany(static series => (object?[])[series.Name, .. series.Points.Cast<object?>(), "|"]),
        ]), "|",
        .. report.NotProvable, "|",
        .. report.GivenUp ?? [],
    ];
}
