using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer;

/// <summary>Whatever stands at a key, in every place where it may stand: an error that names both, never an exception.</summary>
public sealed class EveryKeyTests
{
    private const string Everything = "one text value";

    private static readonly (OptionKey Key, OptionSpelling Spelling)[] _places = [.. OptionKeys.All.SelectMany(static key => key.Spellings.Select(spelling => (key, spelling)))];

    public static TheoryData<string> Places => [.. _places.Select(static place => place.Spelling.Path)];

    [Theory, MemberData(nameof(Places))]
    public void A_value_of_the_wrong_type_is_an_error_that_names_the_place_and_the_value(string path)
    {
        var key = _places.Single(place => place.Spelling.Path == path).Key;

        // No type takes an object whose names are objects again, but a map of texts, whose names may hold colons.
        if (key.Path != "Destination:Tags")
        {
            AssertRefused(key, $"{path}:one:two:three", "x", "an object", path);
        }

        if (key is { IsSelection: false, Expected: not "a list, or one value without a comma" } || key.Path is "Binance:MatrixPath" or "Binance:From" or "Binance:To" or "Binance:LastDays" or null)
        {
            AssertRefused(key, $"{path}:0", "x", "a list", path);
        }

        if (key.Expected != Everything)
        {
            // A comma is nowhere allowed but in text.
            AssertRefused(key, path, "no, such value", key.Path == OptionKeys.S5cmdArguments ? "one value (not shown)" : "'no, such value'", path);
        }
    }

    [Fact]
    public void Nothing_that_stands_anywhere_throws() => Prop.ForAll(
        Gen.Choose(0, _places.Length - 1).ToArbitrary(),
        ArbMap.Default.ArbFor<string?>(),
        Gen.Elements("", ":0", ":1:0", ":name", ":a:b").ToArbitrary(),
        static (index, text, below) =>
        {
            var path = _places[index].Spelling.Path;
            var options = TestConfiguration.Load((path + below, text));
            var root = TestConfiguration.Load(TestConfiguration.Root((path + below, text), ("AnotherKey", "x")));

            // Messages are one line each, whatever was written.
            return options.Validate().Concat(options.Warnings).Concat(root.Validate()).Concat(root.Warnings).Concat(options.Clone().Validate()).All(static message => !message.Contains('\n', StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    private static void AssertRefused(OptionKey key, string at, string value, string shown, string path)
    {
        var problems = TestConfiguration.Load((at, value)).Validate();
        Assert.True(
            problems.Any(problem => problem.StartsWith($"{TestConfiguration.Section}:{path} is {shown}; ", StringComparison.Ordinal)),
            $"{key.Role} {path} took {at} = {value}: {string.Join(" | ", problems)}");
    }
}
