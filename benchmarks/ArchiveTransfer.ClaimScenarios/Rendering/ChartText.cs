namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>How much room a text takes, for want of the font: rather more than less.</summary>
internal static class ChartText
{
    public const double LineHeight = 18;
    public const double TitleLineHeight = 22;

    private const double Column = 7.3;
    private const double TitleColumn = 9.4;

    public static double Width(string text) => TextColumns.Count(text) * Column;

    public static IReadOnlyList<string> Wrap(string text, double width) => TextColumns.Wrap(VisibleText.OneLine(text), (int)(width / Column));

    public static IReadOnlyList<string> WrapTitle(string text, double width) => TextColumns.Wrap(VisibleText.OneLine(text), (int)(width / TitleColumn));
}
