using ArchiveTransfer.FakeS5cmd.CommandLine;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>What is quoted here is split again by an implementation of the grammar that knows nothing of it.</summary>
public sealed class S5cmdLineTests
{
    private const string Flags = "--raw --metadata-directive 'COPY'";

    /// <summary>Keys of what grammars trip over, and of anything else.</summary>
    private static readonly Arbitrary<string> Keys = Gen.OneOf(
            Gen.Elements("'", "\"", "\\", "$", "`", " ", "\t", "\r", "#", "*", "?", "[", "]", "{", "}", "-", "--raw", "~", ";", "&", "|", "<", ">", "!", "%20", "+", "é", "日本", "\U0001F600", "\u2028", "\u00a0", "'\\''", "s3://", "/", "//", "a", "zip"),
            ArbMap.Default.GeneratorFor<char>().Select(static c => char.IsSurrogate(c) || c == '\n' ? "x" : c.ToString()))
        .NonEmptyListOf()
        .Select(static pieces => string.Concat(pieces))
        .ToArbitrary();

    [Fact]
    public void Every_word_comes_out_of_the_grammar_as_it_went_in() => Prop.ForAll(Keys, Keys, static (source, destination) =>
    {
        string line = S5cmdLine.Copy(Flags, S5cmdLine.Url("from", source), S5cmdLine.Url("to", destination));
        return line[^1] == '\n'
            && !line[..^1].Contains('\n', StringComparison.Ordinal)
            && LineSplitter.Split(line.Trim())!.SequenceEqual(["cp", "--raw", "--metadata-directive", "COPY", $"s3://from/{source}", $"s3://to/{destination}"]);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    /// <summary>Whoever writes may die in the middle of a line, and the tool takes a last line without its end.</summary>
    [Fact]
    public void No_line_that_was_cut_copies_anything() => Prop.ForAll(Keys, Keys, static (source, destination) =>
    {
        string line = S5cmdLine.Copy(Flags, S5cmdLine.Url("from", source), S5cmdLine.Url("to", destination));

        // Without its last two characters, the closing quote and the line feed, at the most.
        return Enumerable.Range(0, line.Length - 2).All(end =>
            LineSplitter.Split(line[..(end + 1)].Trim()) is not { } words || words.Count(static word => word.StartsWith("s3://", StringComparison.Ordinal)) < 2);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_line_feed_is_refused_because_nothing_can_carry_it() =>
        Assert.Throws<ArgumentException>(static () => S5cmdLine.Copy(Flags, "s3://from/a\nb", "s3://to/a"));

    [Fact]
    public void Values_of_flags_are_quoted_like_keys()
    {
        string flags = S5cmdLine.Flags([("--acl", "a b'c"), ("--switch", null)]);

        Assert.Equal(["--raw", "--acl", "a b'c", "--switch"], LineSplitter.Split(flags));
    }

    [Theory]
    [InlineData("plain", "'s3://b/plain'")]
    [InlineData("it's", "\"s3://b/it's\"")]
    [InlineData("it's \"$x\" \\`", "\"s3://b/it's \\\"\\$x\\\" \\\\\\`\"")]
    public void One_pair_of_quotes_holds_the_word(string key, string word) =>
        Assert.Equal($"cp f {word} 's3://c/d'\n", S5cmdLine.Copy("f", S5cmdLine.Url("b", key), S5cmdLine.Url("c", "d")));
}
