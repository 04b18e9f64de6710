namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Where values go on an axis that holds all of them and begins and ends with a round number.</summary>
internal sealed class ChartAxis
{
    private const double Intervals = 7;
    private const int MostDecades = 8;

    /// <summary>Within so few decades the steps are 1, 2 and 5.</summary>
    private const int FewDecades = 3;

    /// <summary>Closer together, in parts of their size, values count as one; nearer to zero, as zero: doubles have nothing to count by in between.</summary>
    private const double Closest = 1e-10;
    private const double Smallest = 1e-290;

    private static readonly int[] Mantissas = [1, 2, 5];

    private readonly bool logarithmic;

    /// <summary>Logarithms where it is logarithmic.</summary>
    private readonly double from;
    private readonly double to;

    private ChartAxis(bool logarithmic, double from, double to, IEnumerable<(double At, string Label)> ticks)
    {
        this.logarithmic = logarithmic;
        this.from = from;
        this.to = to;
        Ticks = [.. ticks.Select(tick => new ChartTick(PlaceOf(tick.At), tick.Label))];
    }

    public IReadOnlyList<ChartTick> Ticks { get; }

    /// <param name="values">Only those count that can be drawn at all.</param>
    /// <param name="fromZero">Zero is on it, unless it is logarithmic.</param>
    public static ChartAxis Of(IEnumerable<double> values, bool logarithmic, bool fromZero)
    {
        List<double> drawn = [.. values.Where(value => CanDraw(value, logarithmic))];
        if (logarithmic)
        {
            return drawn.Count == 0 ? Logarithmic(1, 10) : Logarithmic(drawn.Min(), drawn.Max());
        }

        if (fromZero || drawn.Count == 0)
        {
            drawn.Add(0);
        }

        return Linear(drawn.Min(), drawn.Max());
    }

    public static bool CanDraw(double value, bool logarithmic) => double.IsFinite(value) && (!logarithmic || value > 0);

    /// <summary>From 0 to 1; what lies outside goes to the end that it lies beyond.</summary>
    public double Place(double value) => logarithmic ? value > 0 ? PlaceOf(Math.Log10(value)) : 0 : PlaceOf(value);

    private static ChartAxis Linear(double least, double most)
    {
        double size = Math.Max(Math.Abs(least), Math.Abs(most));
        if (size < Smallest)
        {
            (least, most) = (least < 0 ? -1 : 0, most > 0 || least >= 0 ? 1 : 0);
        }
        else if ((most / 2) - (least / 2) < size * (Closest / 2))
        {
            (least, most) = (Bound(least - (size / 4)), Bound(most + (size / 4)));
        }

        // By halves: the whole may be beyond what a double holds.
        double step = RoundUp(((most / 2) - (least / 2)) / (Intervals / 2));
        double first = Math.Floor(least / step);
        double last = Math.Ceiling(most / step);
        var ticks = new List<double>();
        for (double tick = first; tick <= last; tick++)
        {
            if (double.IsFinite(tick * step))
            {
                ticks.Add(tick * step);
            }
        }

        ChartLabels labels = ChartLabels.Of(ticks.Max(Math.Abs), step);
        return new(false, Bound(first * step), Bound(last * step), ticks.Select(tick => (tick, labels.Of(tick))));
    }

    private static ChartAxis Logarithmic(double least, double most)
    {
        int first = (int)Math.Floor(Math.Log10(least));
        int last = Math.Max(first + 1, (int)Math.Ceiling(Math.Log10(most)));
        int decades = last - first;
        if (decades > FewDecades)
        {
            int stride = ((decades - 1) / MostDecades) + 1;
            int ticks = ((decades - 1) / stride) + 2;
            return new(true, first, first + ((ticks - 1) * stride), Enumerable.Range(0, ticks).Select(tick => first + (tick * stride)).Select(static exponent => ((double)exponent, ChartLabels.OfPower(1, exponent))));
        }

        List<(double At, string Label)> all =
        [
            .. from exponent in Enumerable.Range(first, decades)
               from mantissa in Mantissas
               select (exponent + Math.Log10(mantissa), ChartLabels.OfPower(mantissa, exponent)),
            (last, ChartLabels.OfPower(1, last)),
        ];
        int begin = all.FindLastIndex(tick => tick.At <= Math.Log10(least));
        int end = Math.Max(begin + 1, all.FindIndex(tick => tick.At >= Math.Log10(most)));
        return new(true, all[begin].At, all[end].At, all[begin..(end + 1)]);
    }

    /// <summary>To 1, 2, 5 or 10 of its power of ten.</summary>
    private static double RoundUp(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }

    private static double Bound(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);

    private double PlaceOf(double at) => Math.Clamp(((at / 2) - (from / 2)) / ((to / 2) - (from / 2)), 0, 1);
}
