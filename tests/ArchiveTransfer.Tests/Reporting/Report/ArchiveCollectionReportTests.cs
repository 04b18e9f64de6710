using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Reporting.Report;

public sealed class ArchiveCollectionReportTests
{
    private const string Begins = """{"run":{"schema":1,"run_id":"r","started_at":"2026-01-01T00:00:00+00:00","source_bucket":"a","source_prefix":"","destination_bucket":"b","destination_prefix":"","dry_run":false}}""" + "\n";
    private const string Copied = """{"outcome":{"source":{"key":"k","size":3},"destination_key":"k","status":"Copied"}}""" + "\n";
    private const string Ended = """{"summary":{"status":"Succeeded","run_id":"r","totals":{"copied":1}}}""" + "\n";

    private static readonly Gen<string?> _text = Gen.OneOf(
        Gen.Constant<string?>(null),
        Gen.Elements("", "k", "a/b c", "\n", "\"\\", "\u0001\u2028", "€\ud83d\ude00", "</script>", "{\"summary\":{}}").ListOf().Select(static pieces => (string?)string.Concat(pieces.Take(6))));

    private static readonly Gen<TransferOutcome> _outcome =
        from key in _text
        from text in _text
        from number in Gen.Choose(0, int.MaxValue)
        from status in Gen.Elements(Enum.GetValues<TransferStatus>())
        from evidence in Gen.Elements(Enum.GetValues<VerificationEvidence>())
        from kind in Gen.Elements(Enum.GetValues<TransferErrorKind>())
        select new TransferOutcome
        {
            Source = new ArchiveObject { Key = key ?? "", BucketName = text, Size = text is null ? null : number * 3L, ETag = text, LastModified = text is null ? null : DateTimeOffset.UnixEpoch.AddTicks(number), VersionId = key },
            DestinationKey = key ?? "",
            Status = status,
            Reason = text,
            Strategy = key,
            Decision = text,
            BytesCopied = number,
            Evidence = evidence,
            DestinationETag = key,
            Attempts = number,
            Duration = TimeSpan.FromTicks(number),
            Error = text is null ? null : new TransferError { Code = "code", Message = text, Kind = kind, StatusCode = number, StoreCode = key },
        };

    [Fact]
    public void Any_outcome_is_read_as_it_was_written() => Prop.ForAll(_outcome.ToArbitrary(), static outcome =>
    {
        string line = JsonSerializer.Serialize(new ReportLine { Outcome = outcome }, ReportJson.Default.ReportLine);
        return !line.Contains('\n') && Read(Begins + line + "\n").Single() == outcome;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_that_is_no_Unicode_is_written_all_the_same()
    {
        var outcome = new TransferOutcome { Source = new ArchiveObject { Key = "a\ud800b" }, DestinationKey = "\udc00", Status = TransferStatus.Failed };

        string line = JsonSerializer.Serialize(new ReportLine { Outcome = outcome }, ReportJson.Default.ReportLine);

        Assert.Equal(("a\ufffdb", "\ufffd"), (Read(Begins + line + "\n").Single().Source.Key, Read(Begins + line + "\n").Single().DestinationKey));
    }

    [Fact]
    public void A_report_that_was_cut_anywhere_ends_at_its_last_complete_line()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Begins + Copied + Copied + Ended);
        int first = Begins.Length + Copied.Length;
        for (int length = 0; length <= whole.Length; length++)
        {
            int complete = (length >= first ? 1 : 0) + (length >= first + Copied.Length ? 1 : 0);
            Assert.Equal(complete, Read(whole[..length]).Count);
            Assert.Equal(length == whole.Length, Summary(whole[..length]) is not null);
        }
    }

    [Fact]
    public void The_summary_is_that_of_the_last_run()
    {
        Assert.Null(Summary(Encoding.UTF8.GetBytes(Begins + Copied + Ended + Begins + Copied)));
        ArchiveCollectionResult? last = Summary(Encoding.UTF8.GetBytes(Begins + Begins + Copied + Ended));
        Assert.Equal((ArchiveCollectionStatus.Succeeded, 1L), (last!.Status, last.Totals.Copied));
    }

    [Theory]
    [InlineData("no json\n", "Line 1 of the report cannot be read")]
    [InlineData(Copied, "Line 1 of the report is none of a report")]
    [InlineData("null\n", "Line 1 of the report is none of a report")]
    [InlineData(Begins + "\n" + Ended, "Line 2 of the report cannot be read")]
    [InlineData(Begins + "[]\n", "Line 2 of the report cannot be read")]
    [InlineData("""{"run":{"schema":2,"run_id":"r","started_at":"2026-01-01T00:00:00+00:00","source_bucket":"a","source_prefix":"","destination_bucket":"b","destination_prefix":"","dry_run":false}}""" + "\n", "Line 1 of the report begins a run of schema 2; this version reads up to 1.")]
    public void What_is_no_report_is_said_with_its_line(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_later_version_adds_is_passed_over() =>
        Assert.Single(Read(Begins + """{"weather":"fine"}""" + "\n" + Copied.Replace("\"key\"", "\"colour\":\"red\",\"key\"", StringComparison.Ordinal)));

    [Fact]
    public void A_line_without_an_end_is_refused_before_it_fills_the_memory() =>
        Assert.Contains("is longer than", Assert.Throws<InvalidDataException>(() => Read(new byte[5 << 20])).Message, StringComparison.Ordinal);

    private static List<TransferOutcome> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static List<TransferOutcome> Read(byte[] bytes) => ArchiveCollectionReport.ReadAsync(new MemoryStream(bytes)).ToBlockingEnumerable().ToList();

    private static ArchiveCollectionResult? Summary(byte[] bytes) => ArchiveCollectionReport.ReadSummaryAsync(new MemoryStream(bytes)).GetAwaiter().GetResult();
}
