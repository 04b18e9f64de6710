namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Names of the lines, in rows that fit.</summary>
internal sealed class ChartLegend
{
    public const double RowHeight = 22;
    public const double SampleWidth = 46;

    private const int LongestName = 48;
    private const double Gap = 22;

    private ChartLegend(IReadOnlyList<(string Name, double X, int Row)> items)
    {
        Items = items;
        Height = items.Count == 0 ? 0 : (items[^1].Row + 1) * RowHeight;
    }

    public IReadOnlyList<(string Name, double X, int Row)> Items { get; }

    public double Height { get; }

    public static ChartLegend Of(IEnumerable<string> names, double width)
    {
        var items = new List<(string, double, int)>();
        double x = 0;
        int row = 0;
        foreach (string name in names)
        {
            string cut = TextColumns.Cut(VisibleText.OneLine(name), LongestName);
            double item = SampleWidth + ChartText.Width(cut);
            if (x > 0 && x + item > width)
            {
                x = 0;
                row++;
            }

            items.Add((cut, x, row));
            x += item + Gap;
        }

        return new(items);
    }
}
