using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.S5cmd;

/// <summary>What a tool was given, what it said and what it did to the store, without what every run makes anew.</summary>
internal static partial class ToolTranscript
{
    private static readonly string[] TellingHeaders =
        ["x-amz-copy-source", "x-amz-metadata-directive", "x-amz-storage-class", "x-amz-acl", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-request-payer"];

    public static async Task<string> TakeAsync(TranscriptCase item, Func<ToolSession, string> findTool, bool knowsDirective = true)
    {
        await using var session = await ToolSession.StartAsync(item.Profile);
        item.Prepare(session);
        IReadOnlyList<string> lines = knowsDirective ? item.Lines : [.. item.Lines.Select(VersionDifference.WithoutDirective)];
        using var tool = session.Start(findTool(session), item.Arguments);
        await item.Play(tool, session, [.. lines.Select(session.Fill)]);
        var outcome = await tool.WaitAsync();

        var text = new StringBuilder();
        Section(text, "argv", ["s5cmd " + string.Join(' ', item.Arguments)]);
        Section(text, "stdin", lines.Select(Escape));
        Section(text, "stdout", Lines(outcome.Output, session.Store).Order(StringComparer.Ordinal));
        Section(text, "stderr", Lines(outcome.Errors, session.Store).Order(StringComparer.Ordinal));
        Section(text, "exit", [outcome.ExitCode.ToString(CultureInfo.InvariantCulture)]);
        Section(text, "requests", session.Store.Requests.Where(static request => request.Bucket is "src" or "dst").Select(Describe).Order(StringComparer.Ordinal));
        Section(text, "dst", session.Destination.Keys.Select(key => Describe(session.Destination.Get(key)!)));
        return session.Blank(text.ToString());
    }

    private static void Section(StringBuilder text, string name, IEnumerable<string> lines)
    {
        text.Append(name).Append('\n');
        foreach (var line in lines)
        {
            text.Append($"  {line}".TrimEnd()).Append('\n');
        }
    }

    private static IEnumerable<string> Lines(string text, S3Simulator store)
    {
        var lines = text.Replace(store.Endpoint.Authority, "{store}", StringComparison.Ordinal).Split('\n')[..^1];
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index] == "Name:")
            {
                yield return "Name:";

                // The words are the tool's; nothing of it is JSON. How many lines there are differs from run to run.
                var end = Array.FindIndex(lines, index, static line => line.StartsWith('{'));
                end = end < 0 ? lines.Length : end;
                yield return "(help)";
                index = end - 1;
            }
            else if (lines[index].StartsWith("goroutine ", StringComparison.Ordinal))
            {
                yield return "(stack)";
                yield break;
            }
            else
            {
                yield return Normalize(lines[index]);
            }
        }
    }

    private static string Normalize(string line)
    {
        line = RequestId().Replace(line, "request id: {id}");
        line = HostId().Replace(line, "host id: {id}");
        line = Port().Replace(line, "127.0.0.1:{port}");
        line = LineNumber().Replace(line, "(line: {n})");
        line = Date().Replace(line, "{date}");
        line = Commit().Replace(line, "$1-{commit}");
        return Escape(Fault().Replace(line, "[signal SIGSEGV: segmentation violation {address}]"));
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var unit in text)
        {
            _ = unit is < ' ' or '\x7F' or '\u00A0' or '\u2028' or '\u2029' or '\uFEFF' ? escaped.Append(CultureInfo.InvariantCulture, $"{{{(int)unit:X4}}}") : escaped.Append(unit);
        }

        return escaped.ToString();
    }

    private static string Describe(S3RequestRecord request)
    {
        var headers = request.Headers.Where(static header => TellingHeaders.Contains(header.Key)).OrderBy(static header => header.Key, StringComparer.Ordinal);
        var target = request.Key is null ? request.Bucket : $"{request.Bucket}/{request.Key}";
        return Escape($"{request.Operation} {target}{string.Concat(headers.Select(static header => $" {header.Key}={header.Value}"))} -> {request.StatusCode}");
    }

    private static string Describe(S3StoredObject stored)
    {
        using var reader = new StreamReader(stored.Open());
        return Escape($"{stored.Key} = {reader.ReadToEnd()} ({string.Join(", ", stored.Headers.OrderBy(static header => header.Key, StringComparer.Ordinal).Select(static header => $"{header.Key}: {header.Value}"))})");
    }

    [GeneratedRegex("request id: [^ ,\"\\\\]*")]
    private static partial Regex RequestId();

    [GeneratedRegex("host id:( [^ ,\"\\\\]+)?")]
    private static partial Regex HostId();

    [GeneratedRegex(@"127\.0\.0\.1:\d{4,5}\b")]
    private static partial Regex Port();

    [GeneratedRegex(@"\(line: \d+\)")]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Date();

    [GeneratedRegex(@"^(v\d+\.\d+\.\d+)-[0-9a-f]+$")]
    private static partial Regex Commit();

    [GeneratedRegex(@"^\[signal SIGSEGV: segmentation violation .*\]$")]
    private static partial Regex Fault();
}
