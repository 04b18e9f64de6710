using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

public sealed class S5cmdOutputTests
{
    private const string Success = """{"operation":"cp","success":true,"source":"s3://a/k","destination":"s3://b/x y","object":{"key":"s3://b/x y","type":"file"}}""";
    private const string Failure = """{"operation":"cp","command":"cp s3://a/k s3://b/x y","error":"NoSuchKey: The specified key does not exist. status code: 404, request id: R, host id: H"}""";

    [Fact]
    public void A_success_names_its_copy() =>
        Assert.Equal(new S5cmdEvent(S5cmdEventKind.Success, "s3://a/k s3://b/x y"), Read(Success));

    [Theory]
    [InlineData("cp s3://a/k s3://b/x y")]
    [InlineData("cp --metadata-directive=COPY --raw=true s3://a/k s3://b/x y")]
    public void A_failure_names_its_copy_with_or_without_flags(string command) =>
        Assert.Equal(
            new S5cmdEvent(S5cmdEventKind.Failure, "s3://a/k s3://b/x y", "AccessDenied: no"),
            Read($$"""{"operation":"cp","command":"{{command}}","error":"AccessDenied: no"}""", isError: true));

    /// <summary>A prefix may hold what looks like a whole pair of its own.</summary>
    [Fact]
    public void A_destination_that_holds_the_names_of_another_copy_stays_whole() =>
        Assert.Equal(
            "s3://a/k s3://b/p s3://a/other s3://b/other",
            Read("""{"operation":"cp","command":"cp s3://a/k s3://b/p s3://a/other s3://b/other","error":"AccessDenied: no"}""", isError: true).Pair);

    [Fact]
    public void Escapes_of_JSON_are_undone() =>
        Assert.Equal("s3://a/<&>\u2028\t\"\\ s3://b/é", Read("""{"operation":"cp","success":true,"source":"s3://a/\u003c\u0026\u003e\u2028\t\"\\","destination":"s3://b/é"}""").Pair);

    [Theory]
    [InlineData(Success, true)]
    [InlineData(Failure, false)]
    [InlineData("""{"operation":"cp","success":1,"error":1}""", false)]
    [InlineData("""{"operation":"mv","success":true,"source":"s3://a/k","destination":"s3://b/x"}""", false)]
    [InlineData("""{"operation":"cp","success":true,"source":"s3://a/k"}""", false)]
    [InlineData("""{"operation":"cp","job":"cp s3://a/k s3://b/x","error":"object already exists"}""", false)]
    [InlineData("""{"operation":"cp","success":"true","source":"s3://a/k","destination":"s3://b/x"}""", false)]
    [InlineData("""{"operation":"cp","command":"mv s3://a/k s3://b/x","error":"E: e"}""", true)]
    [InlineData("""{"operation":"cp","command":"cp","error":"E: e"}""", true)]
    [InlineData("""{"error":"session: fetching region failed: Forbidden"}""", true)]
    public void What_stands_on_the_other_stream_or_lacks_something_is_believed_of_no_object(string line, bool isError)
    {
        S5cmdEvent read = Read(line, isError);

        Assert.Equal((S5cmdEventKind.Notice, null), (read.Kind, read.Pair));
    }

    [Theory]
    [InlineData("")]
    [InlineData("panic: runtime error: invalid memory address or nil pointer dereference")]
    [InlineData("Incorrect Usage: flag provided but not defined: -nosuchflag")]
    [InlineData("WARN: failed to get session token, falling back to IMDSv1")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("[1]")]
    [InlineData(Success + Success)]
    public void What_is_no_JSON_of_the_tool_is_noise(string line) => Assert.Equal(S5cmdEventKind.Noise, Read(line).Kind);

    [Fact]
    public void A_line_the_tool_did_not_understand_is_told_apart() =>
        Assert.Equal(
            new S5cmdEvent(S5cmdEventKind.NotUnderstood, null, "\"foo\" command (line: 1) not found"),
            Read("""{"operation":"run","command":"run","error":"\"foo\" command (line: 1) not found"}""", isError: true));

    [Fact]
    public void A_line_cut_anywhere_says_nothing_of_an_object()
    {
        foreach (string line in new[] { Success, Failure })
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            for (int end = 0; end < bytes.Length; end++)
            {
                Assert.Equal(S5cmdEventKind.Noise, S5cmdOutput.Read(bytes.AsSpan(0, end), isError: line == Failure).Kind);
            }
        }
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() => Prop.ForAll<byte[], bool>(static (bytes, isError) =>
    {
        S5cmdOutput.Read(bytes, isError);
        byte[] inside = [.. """{"operation":"cp","success":true,"source":"s"""u8, .. bytes, .. "\"}"u8];
        S5cmdOutput.Read(inside, isError);
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static S5cmdEvent Read(string line, bool isError = false) => S5cmdOutput.Read(Encoding.UTF8.GetBytes(line), isError);
}
