using System.Globalization;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What is known of s5cmd, case by case.</summary>
internal static class TranscriptCases
{
    private const string DeadEndpoint = "http://127.0.0.1:1";

    // For a program to have taken its lines, or heard a signal; too short gives a wrong transcript, never a passing test.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static readonly string[] SpecialKeys =
    [
        "plain.txt", "tab\tkey", "cr\rkey", "bell\akey", "back\bkey", "form\fkey", "esc\ekey", "del\x7Fkey", "single'quote", "dbl\"quote", @"back\slash", "trail\\", "dollar$HOME", "`tick`", "#hash",
        "star*x", "q?x", "br[ab]", "{a,b}", "-dash", "--raw", "a//b", "/lead", "a/./b", "a/../b", "100%", "a%20b", "a%2Fb", "a+b", "é", "e\u0301", "日本語", "😀", "a&b<c>", "end\u00A0",
        "line\u2028sep", "par\u2029sep", "bom\uFEFF", "s3://x", "!bang;~&|@:,=",
    ];

    public static IReadOnlyList<TranscriptCase> All { get; } =
    [
        new("all-success") { Lines = [Copy("k0", "c0"), Copy("k1", "c1"), Copy("k2", "c2")] },
        new("mixed-failure") { Lines = [Copy("k0", "c0"), Copy("nokey", "c1"), Raw("s3://nobucket/k0", "s3://dst/c2"), Raw("s3://src/k1", "s3://nobucket/c3"), Copy("k2", "c4")] },
        new("denied") { Lines = [Copy("k0", "c0"), Copy("k1", "c1")], Prepare = static session => session.Source.DenyReadOf(static key => key == "k1") },
        new("denied-no-clobber")
        {
            Lines = [Copy("k1", "c1", "-n ")],
            Prepare = static session => session.Source.DenyReadOf(static key => key == "k1"),
        },
        new("expired-token") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.ExpiredToken }) },
        new("skip-debug") { Lines = [Copy("k0", "k0", "-n "), Copy("k1", "c1", "-n ")], Prepare = PutExisting },
        new("skip-info") { Arguments = Arguments("info"), Lines = [Copy("k0", "k0", "-n "), Copy("k1", "c1", "-n ")], Prepare = PutExisting },
        new("skip-size-and-time") { Lines = [Copy("k0", "same", "-s "), Copy("k0", "older", "-s "), Copy("k1", "same", "-u "), Copy("k2", "k0", "-n -s "), Copy("k2", "same", "-n -s -u ")], Prepare = PutExisting },
        new("no-clobber-missing-key") { Lines = [Copy("nokey", "k0", "-n "), Copy("nokey", "c1", "-n ")], Prepare = PutExisting },
        new("panic-size-differ") { Lines = [Copy("k0", "c0"), Copy("nokey", "k0", "-s ")], Prepare = PutExisting, Play = TranscriptCase.WriteOneByOneAsync },
        new("panic-source-newer") { Lines = [Copy("k0", "c0"), Copy("nokey", "k0", "-u ")], Prepare = PutExisting, Play = TranscriptCase.WriteOneByOneAsync },
        new("parse-stop") { Lines = [Copy("k0", "c0"), "cp 's3://src/k1 s3://dst/c1", Copy("k2", "c2")] },
        new("parse-stop-escape") { Lines = [Copy("k0", "c0"), "cp s3://src/k1 s3://dst/c1 \\", Copy("k2", "c2")] },
        new("unknown-command") { Lines = [Copy("k0", "c0"), "foo bar", "run x", "-x y", "s5cmd cp a b", "'' x", Copy("k1", "c1")] },
        new("byte-order-mark") { Lines = ["\uFEFF" + Copy("k0", "c0"), Copy("k1", "c1")] },
        new("bad-flag") { Lines = [Copy("k0", "c0"), "cp --nosuchflag s3://src/k1 s3://dst/c1"], Play = TranscriptCase.WriteOneByOneAsync },
        new("bad-flag-value") { Lines = [Copy("k0", "c0"), "cp --raw=maybe s3://src/k1 s3://dst/c1"], Play = TranscriptCase.WriteOneByOneAsync },
        new("bad-arguments")
        {
            Lines =
            [
                "cp", "cp --raw s3://src/k0", "cp --raw s3://src/k0 s3://dst/c0 --raw", "cp --raw https://src/k0 s3://dst/c0", "cp --raw s3:///k0 s3://dst/c0", "cp s3://sr*c/k0 s3://dst/c0",
                "cp s3://src/k0 's3://dst/c*'", "cp s3://src/k? s3://dst/c0", "cp -n=false -u=true --storage-class '' --sse a s3://src/ s3://dst/c0",
            ],
        },
        new("grammar")
        {
            Lines =
            [
                "# a comment", "", "   \t ", "  #another", "cp s3://src/k0 s3://dst/c0\r", "\u00A0cp \"s3://src/k1\" 's3://dst/c'1\u3000", @"cp s3://sr\c/k2 s3://dst/""c\d\$\""\\'""''",
                "cp -- s3://src/k0 s3://dst/dashes", "cp -raw=true s3://src/k0 s3://dst/one-dash", "cp  \t --raw   s3://src/k0\ts3://dst/blanks # no comment here", "cp s3://src/k0 s3://dst/$HOME~{a,b}`x`",
            ],
        },
        new("no-final-newline") { Lines = [Copy("k0", "c0"), Copy("k1", "c1")], Play = WriteWithoutFinalNewlineAsync },
        new("no-input"),
        new("special-characters")
        {
            Lines = [.. SpecialKeys.Select(static key => Copy(key, "to/" + key)), Copy("no&k<e>y\u2028", "c1")],
            Prepare = static session =>
            {
                foreach (var key in SpecialKeys)
                {
                    session.PutSource(key);
                }
            },
        },
        new("blank-in-source-key")
        {
            // The store takes the plus sign for itself: not the object that was asked for.
            Profile = S3Profile.CephRgw,
            Lines = [Copy("a b", "wrong object"), Copy("c d", "none"), Copy("k0", "e f")],
            Prepare = static session =>
            {
                session.PutSource("a b");
                session.PutSource("a+b");
                session.PutSource("c d");
            },
        },
        new("trailing-slash") { Lines = [Copy("dir/", "c0"), Copy("k0", "dir/"), Copy("k1", "dir//"), Raw("s3://src/k2", "s3://dst"), Raw("s3://src", "s3://dst/c1")] },
        new("copy-flags")
        {
            Arguments = ["--json", "--log", "debug", "--numworkers", "4", "--retry-count", "0", "--request-payer", "requester", "run"],
            Lines =
            [
                Copy("k0", "class", "--storage-class STANDARD_IA "), Copy("k0", "acl", "--acl bucket-owner-full-control "), Copy("k0", "sse", "--sse AES256 "),
                Copy("k0", "kms", "--sse aws:kms --sse-kms-key-id 'a key' "), Copy("v", "version", "--version-id {version} "),
            ],
            Prepare = static session =>
            {
                session.Source.IsVersioned = true;
                session.PutSource("v");
                session.Placeholders["{version}"] = session.Source.Get("v")!.VersionId;
                session.Source.Put("v", "newer"u8.ToArray());
            },
        },
        new("slow-down") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.SlowDown }) },
        new("internal-error") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.Error }) },
        new("internal-error-then-success")
        {
            Arguments = ["--json", "--log", "debug", "--numworkers", "4", "--retry-count", "2", "run"],
            Lines = [Copy("k0", "c0")],
            Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.Error, Times = 1 }),
        },
        new("internal-error-at-info")
        {
            Arguments = Arguments("info"),
            Lines = [Copy("k0", "c0")],
            Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.Error }),
        },
        new("error-in-ok") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.ErrorInOk }) },
        new("empty-ok") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.EmptyOk }) },
        new("truncated-answer") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.TruncatedXml }) },
        new("cut-before-act") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.ResetBeforeAct }) },
        new("cut-in-answer") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Store.Inject(new S3Fault { Kind = S3Fault.ResetInAnswer }) },
        new("refused") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Environment["S3_ENDPOINT_URL"] = DeadEndpoint },
        new("endpoint-without-scheme") { Lines = [Copy("k0", "c0")], Prepare = static session => session.Environment["S3_ENDPOINT_URL"] = "store:9000" },
        new("no-credentials")
        {
            Lines = [Copy("k0", "c0"), Copy("k1", "c1")],
            Prepare = static session =>
            {
                session.Environment.Remove("AWS_ACCESS_KEY_ID");
                session.Environment.Remove("AWS_SECRET_ACCESS_KEY");
                session.Environment.Remove("AWS_EC2_METADATA_DISABLED");
                session.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = session.Store.Endpoint.AbsoluteUri;
            },
        },
        new("no-credentials-no-metadata")
        {
            Lines = [Copy("k0", "c0")],
            Prepare = static session =>
            {
                session.Environment.Remove("AWS_ACCESS_KEY_ID");
                session.Environment.Remove("AWS_SECRET_ACCESS_KEY");
            },
        },
        new("stat") { Arguments = ["--json", "--stat", "--numworkers", "4", "--retry-count", "0", "run"], Lines = [Copy("k0", "c0"), Copy("nokey", "c1"), "cp s3://src/k0", "foo"] },
        new("log-error") { Arguments = Arguments("error"), Lines = [Copy("k0", "c0"), Copy("nokey", "c1")] },
        new("words-not-json") { Arguments = ["--log", "debug", "--retry-count", "0", "run"], Lines = [Copy("k0", "k0", "-n "), Copy("k1", "a b"), Copy("no\"key", "c1")], Prepare = PutExisting },
        new("default-metadata") { Lines = ["cp --raw s3://src/k0 s3://dst/c0", "cp --raw --metadata-directive '' s3://src/k1 s3://dst/c1"] },
        new("replaced-metadata") { Lines = ["cp --raw --metadata-directive REPLACE s3://src/k0 s3://dst/c0"] },
        new("lower-case-directive") { Lines = ["cp --raw --metadata-directive replace s3://src/k0 s3://dst/c0"] },
        new("version") { Arguments = ["version"] },
        new("version-json") { Arguments = ["--json", "version"] },
        new("copy-help") { Arguments = ["cp", "--help"] },
        new("help-in-line") { Lines = [Copy("k0", "c0"), "cp --help"], Play = TranscriptCase.WriteOneByOneAsync },
        new("bad-global-flag") { Arguments = ["--json", "--nosuchflag", "run"] },
        new("bad-log-level") { Arguments = ["--json", "--log", "chatty", "run"] },
        new("negative-retries") { Arguments = ["--json", "--retry-count", "-1", "run"] },
        new("one-command") { Arguments = ["--json", "cp", "--raw", "s3://src/k0", "s3://dst/c0"] },
        new("terminated-mid-run") { Lines = [.. Enumerable.Range(0, 24).Select(static number => Copy("k0", string.Create(CultureInfo.InvariantCulture, $"t{number:00}")))], Play = TerminateMidRunAsync },
        new("terminated-idle") { Lines = [Copy("k0", "c0"), Copy("k1", "c1")], Play = TerminateIdleAsync },
        new("terminated-idle-then-closed") { Lines = [Copy("k0", "c0")], Play = TerminateThenCloseAsync },
    ];

    public static TranscriptCase Find(string name) => All.Single(item => item.Name == name);

    private static IReadOnlyList<string> Arguments(string level) => ["--json", "--log", level, "--numworkers", "4", "--retry-count", "0", "run"];

    private static string Copy(string key, string toKey, string flags = "") => Raw($"s3://src/{key}", $"s3://dst/{toKey}", flags);

    private static string Raw(string source, string destination, string flags = "") => $"cp {flags}--raw --metadata-directive COPY {Quote(source)} {Quote(destination)}";

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static void PutExisting(ToolSession session)
    {
        session.Destination.Put("k0", "older"u8.ToArray());
        session.Destination.Put("older", "older"u8.ToArray());
        session.Destination.Put("same", "content of k0"u8.ToArray());
    }

    private static async Task WriteWithoutFinalNewlineAsync(ToolProcess tool, ToolSession session, IReadOnlyList<string> lines)
    {
        await tool.WriteAsync(string.Join('\n', lines));
        tool.CloseInput();
    }

    private static async Task TerminateMidRunAsync(ToolProcess tool, ToolSession session, IReadOnlyList<string> lines)
    {
        session.HoldCopies();
        await tool.WriteAsync(string.Concat(lines.Select(static line => line + "\n")));
        await session.Clock.WaitForHeldAsync(4);
        await TerminateAsync(tool);
        session.ReleaseCopies();
        await tool.WaitForEndOfOutputAsync();
        tool.CloseInput();
    }

    private static async Task TerminateIdleAsync(ToolProcess tool, ToolSession session, IReadOnlyList<string> lines)
    {
        await tool.WriteAsync(lines[0] + "\n");
        await tool.WaitForOutputAsync("\"s3://dst/c0\"");
        await TerminateAsync(tool);
        await tool.WriteAsync(lines[1] + "\n");
        await tool.WaitForEndOfOutputAsync();
    }

    private static async Task TerminateThenCloseAsync(ToolProcess tool, ToolSession session, IReadOnlyList<string> lines)
    {
        await tool.WriteAsync(lines[0] + "\n");
        await tool.WaitForOutputAsync("\"s3://dst/c0\"");
        await TerminateAsync(tool);
        tool.CloseInput();
    }

    // Nothing shows from outside that a signal has been acted on by a process that goes on.
    private static async Task TerminateAsync(ToolProcess tool)
    {
        await Task.Delay(Settling, TestContext.Current.CancellationToken);
        await tool.SignalAsync("-TERM");
        await Task.Delay(Settling, TestContext.Current.CancellationToken);
    }
}
