using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Lines made up of what matters to quoting: the stand-in splits them as the real one does, and stops at the same.</summary>
public sealed partial class LineGrammarTests
{
    private const int LinesOfABatch = 40;

    private static readonly string[] Bare = ["a", "b", "$", "`", "#", "é", "😀", "\u2028", "\u00A0", "\uFEFF", "\r", "\v", "{", "&"];
    private static readonly string[] Quoted = ["a", " ", "\t", "\"", "\\", "$", "#", "日本", "\r", "\u3000"];
    private static readonly string[] DoublyQuoted = ["a", " ", "\t", "'", "\\\"", "\\\\", "\\$", "\\`", "\\a", "\\'", "\\ ", "\\😀", "$", "#", "é"];
    private static readonly string[] Escaped = ["\\a", "\\ ", "\\\t", "\\'", "\\\"", "\\\\", "\\#", "\\😀", "\\$"];
    private static readonly string[] Unended = ["'", "\"", "\\", "\"\\\"", "'\\", "\"'"];

    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(1, 12).Select(static seed => new TheoryDataRow<int>(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Lines_are_split_as_by_the_real_one(int seed)
    {
        Assert.SkipWhen(RealS5cmd.First is null, RealS5cmd.Missing);
        await using var session = await ToolSession.StartAsync();
        var input = MakeUp(new Random(seed));

        var real = await RunAsync(session, RealS5cmd.First!, input);
        var fake = await RunAsync(session, session.InstallFake(), input);

        Assert.Equal(real, fake);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ToolSession session, string tool, string input)
    {
        using var process = session.Start(tool, FakeRun.Arguments);
        await process.WriteAsync(input);
        process.CloseInput();
        var outcome = await process.WaitAsync();
        var errors = LineNumber().Replace(outcome.Errors, "").Split('\n').Order(StringComparer.Ordinal);
        return (outcome.ExitCode, outcome.Output, string.Join('\n', errors));
    }

    private static string MakeUp(Random random)
    {
        var input = new StringBuilder();
        for (var line = 0; line < LinesOfABatch; line++)
        {
            input.Append(MakeUpLine(random)).Append(random.Next(4) == 0 ? "\r\n" : "\n");
        }

        // Here both have to stop.
        return input.Append($"cp x y z {MakeUpWords(random)}{Pick(random, Unended)}\ncp x y z never\n").ToString();
    }

    // Four words and more are never copied, and are told whole; of another command the first word is told.
    private static string MakeUpLine(Random random) => random.Next(3) switch
    {
        0 => MakeUpWords(random) + " cp x y z",
        1 => $" \t\u00A0cp x  y\tz {MakeUpWords(random)}\u3000",
        _ => $"cp x y z {MakeUpWords(random)}",
    };

    private static string MakeUpWords(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(6) switch
    {
        0 => " ",
        1 => "\t",
        2 => $"'{Repeat(random, Quoted)}'",
        3 => $"\"{Repeat(random, DoublyQuoted)}\"",
        4 => Pick(random, Escaped),
        _ => Repeat(random, Bare),
    }));

    private static string Repeat(Random random, string[] pieces) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, pieces)));

    private static string Pick(Random random, string[] pieces) => pieces[random.Next(pieces.Length)];

    [GeneratedRegex(@"\(line: \d+\)")]
    private static partial Regex LineNumber();
}
