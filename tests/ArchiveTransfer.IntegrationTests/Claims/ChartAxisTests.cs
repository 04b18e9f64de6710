using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Rendering;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class ChartAxisTests
{
    [Theory]
    [InlineData("0 20 40 60 80 100", 0d, 97d)]
    [InlineData("3.5 4.0 4.5 5.0 5.5 6.0 6.5", 5d)]
    [InlineData("0 0.2 0.4 0.6 0.8 1.0", 0.01, 0.99)]
    [InlineData("-20 0 20 40 60", -15d, 60d)]
    [InlineData("0 2 M 4 M 6 M 8 M 10 M", 3d, 9_500_000d)]
    [InlineData("0 0.5 G 1.0 G 1.5 G 2.0 G 2.5 G 3.0 G", 0d, 3e9)]
    [InlineData("0 0.2 0.4 0.6 0.8 1.0", 0d)]
    [InlineData("0 0.2 0.4 0.6 0.8 1.0")]
    public void Ticks_are_round_numbers(string labels, params double[] values) =>
        Assert.Equal(labels, Labels(ChartAxis.Of(values, logarithmic: false, fromZero: false)));

    [Fact]
    public void Zero_is_there_when_it_is_asked_for() =>
        Assert.Equal("0 20 40 60 80 100", Labels(ChartAxis.Of([90, 97], logarithmic: false, fromZero: true)));

    [Theory]
    [InlineData("1 10 100 1,000 10,000", 1d, 10_000d)]
    [InlineData("1 10 100 1,000 10,000", 1.5, 6400d)]
    [InlineData("1 2 5 10 20 50 100 200 500", 1d, 256d)]
    [InlineData("20 50 100 200 500", 30d, 400d)]
    [InlineData("1 2", 1d)]
    [InlineData("0.001 0.01 0.1 1 10", 0.001, 1.5)]
    [InlineData("1 100 10,000 1 M 100 M 10 G", 1d, 1e9)]
    [InlineData("1 2 5 10", 0d, -5d)]
    public void Logarithmic_ticks_are_decades_and_among_few_of_them_1_2_and_5(string labels, params double[] values) =>
        Assert.Equal(labels, Labels(ChartAxis.Of(values, logarithmic: true, fromZero: true)));

    [Fact]
    public void Ticks_rise_and_differ_and_cover_every_value() => Prop.ForAll(
        ReportGenerators.Numbers.ListOf().ToArbitrary(),
        ArbMap.Default.ArbFor<bool>(),
        ArbMap.Default.ArbFor<bool>(),
        static (values, logarithmic, fromZero) =>
        {
            var axis = ChartAxis.Of(values, logarithmic, fromZero);
            double[] places = [.. axis.Ticks.Select(static tick => tick.Place)];
            Assert.InRange(places.Length, 2, 12);
            Assert.Equal(places.Distinct().Order(), places);
            Assert.Equal(axis.Ticks.Count, axis.Ticks.Select(static tick => tick.Label).Distinct().Count());

            double[] drawn = [.. values.Where(value => !logarithmic || value > 0).Order()];

            // Where the round number beyond the largest double would stand, the axis ends with that double and has no tick.
            if (values.All(static value => Math.Abs(value) < 1e307))
            {
                Assert.Equal(0, places[0], 9);
                Assert.Equal(1, places[^1], 9);
                var (from, to) = (Read(axis.Ticks[0].Label), Read(axis.Ticks[^1].Label));
                var rounding = 1e-9 * Math.Max(Math.Abs(from), Math.Abs(to));
                Assert.All(drawn, value => Assert.InRange(value, from - rounding, to + rounding));
            }

            Assert.Equal(drawn.Select(axis.Place).Order(), drawn.Select(axis.Place));
            Assert.All(drawn, value => Assert.InRange(axis.Place(value), 0, 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Values_stand_between_the_ticks_they_lie_between()
    {
        Assert.Equal(0.25, ChartAxis.Of([0, 100], logarithmic: false, fromZero: true).Place(25), 12);
        Assert.Equal(0.5, ChartAxis.Of([1, 10_000], logarithmic: true, fromZero: true).Place(100), 12);
        Assert.Equal(0, ChartAxis.Of([1, 10_000], logarithmic: true, fromZero: true).Place(-1), 12);
    }

    private static double Read(string label)
    {
        var unit = label[^1] switch { 'M' => 1e6, 'G' => 1e9, 'T' => 1e12, _ => 1 };
        return unit * double.Parse(label.TrimEnd('M', 'G', 'T', ' '), CultureInfo.InvariantCulture);
    }

    private static string Labels(ChartAxis axis) => string.Join(' ', axis.Ticks.Select(static tick => tick.Label));
}
