using System.Globalization;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Labels of one axis: short, and different for different ticks.</summary>
internal sealed class ChartLabels
{
    private const int MostDecimals = 15;

    private readonly double unit;
    private readonly string suffix;
    private readonly string format;

    private ChartLabels(double unit, string suffix, string format)
    {
        this.unit = unit;
        this.suffix = suffix;
        this.format = format;
    }

    /// <param name="size">Of the largest, without its sign.</param>
    /// <param name="step">From one to the next.</param>
    public static ChartLabels Of(double size, double step)
    {
        if (size is >= 1e15 or < 1e-4)
        {
            int digits = (int)Math.Floor(Math.Log10(size)) - Exponent(step);
            return new(1, "", $"0.{new string('0', Math.Clamp(digits, 0, MostDecimals))}e0");
        }

        (double unit, string suffix) = size switch
        {
            >= 1e12 when step >= 1e9 => (1e12, " T"),
            >= 1e9 when step >= 1e6 => (1e9, " G"),
            >= 1e6 when step >= 1e3 => (1e6, " M"),
            _ => (1d, ""),
        };
        return new(unit, suffix, $"N{Math.Clamp(-Exponent(step / unit), 0, MostDecimals)}");
    }

    public string Of(double value) => value == 0 ? "0" : (value / unit).ToString(format, CultureInfo.InvariantCulture) + suffix;

    /// <summary>Of a mantissa of one digit, even where a double does not reach.</summary>
    public static string OfPower(int mantissa, int exponent) => exponent switch
    {
        < -4 or >= 15 => string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{exponent}"),
        < 0 => (mantissa * Math.Pow(10, exponent)).ToString($"F{-exponent}", CultureInfo.InvariantCulture),
        _ => Of(mantissa * Math.Pow(10, exponent), Math.Pow(10, exponent)).Of(mantissa * Math.Pow(10, exponent)),
    };

    private static int Exponent(double value) => (int)Math.Floor(Math.Log10(value) + 1e-9);
}
