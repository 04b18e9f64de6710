using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer;

public sealed class OptionTypesTests
{
    [Fact]
    public void Whole_numbers_round_trip() => Prop.ForAll<int>(static value => Reads(OptionTypes.Int32, OptionTypes.Int32.Format(value), value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Long_numbers_round_trip() => Prop.ForAll<long>(static value => Reads<long?>(OptionTypes.OptionalInt64, OptionTypes.OptionalInt64.Format(value), value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Fractions_round_trip() => Prop.ForAll<double>(static value => Reads(OptionTypes.Double, OptionTypes.Double.Format(value), value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Durations_round_trip() => Prop.ForAll<TimeSpan>(static value => Reads(OptionTypes.Duration, OptionTypes.Duration.Format(value), value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Seconds_are_durations() => Prop.ForAll<int>(static seconds =>
        Reads(OptionTypes.Duration, seconds.ToString(CultureInfo.InvariantCulture), TimeSpan.FromSeconds(seconds))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_a_parser_throw() => Prop.ForAll<string>(static text =>
    {
        var value = OptionValue.OfText("x", text);
        _ = OptionTypes.Int32.TryParse(value, out _);
        _ = OptionTypes.Double.TryParse(value, out _);
        _ = OptionTypes.Duration.TryParse(value, out _);
        _ = OptionTypes.Boolean.TryParse(value, out _);
        _ = OptionTypes.Address.TryParse(value, out _);
        _ = OptionTypes.Name<OperationMode>().TryParse(value, out _);
        _ = OptionTypes.Address.ShowOffending(value);
        return !OptionText.Quote(text).Any(char.IsControl);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("300", 300)]
    [InlineData("0.5", 0.5)]
    [InlineData(" 1e1 ", 10)]
    [InlineData("-1", -1)]
    [InlineData("00:05:00", 300)]
    [InlineData("1.00:00:00", 86400)]
    [InlineData("00:00:00.25", 0.25)]
    public void Durations_are_read_in_both_forms(string text, double seconds) => Assert.True(Reads(OptionTypes.Duration, text, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("")]
    [InlineData("5m")]
    [InlineData("05:00")]
    [InlineData("00:61:00")]
    [InlineData("1,5")]
    [InlineData("1e30")]
    [InlineData("922337203686")]
    [InlineData("NaN")]
    public void Other_durations_are_none(string text) => Assert.False(OptionTypes.Duration.TryParse(OptionValue.OfText("x", text), out _));

    [Theory]
    [InlineData("DirectSync")]
    [InlineData("direct_sync")]
    [InlineData("DIRECT_SYNC")]
    [InlineData("directsync")]
    public void Names_are_read_in_both_dialects(string text) => Assert.True(Reads(OptionTypes.Name<OperationMode>(), text, OperationMode.DirectSync));

    private static bool Reads<T>(OptionType<T> type, string? text, T expected) =>
        type.TryParse(OptionValue.OfText("x", text), out var value) && EqualityComparer<T>.Default.Equals(value, expected);
}
