using System.Globalization;
using System.Text;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Colours, dashes and markers of the lines, in light and dark; each of the first 42 lines differs from the others in more than its colour.</summary>
internal static class ChartStyle
{
    /// <summary>Apart for people who do not tell red from green; by Okabe and Ito, darker where a thin line needs it.</summary>
    private static readonly (string Light, string Dark)[] Colors =
    [
        ("#0072b2", "#56b4e9"), ("#c85200", "#ff9a57"), ("#00785a", "#35c9a0"), ("#a0467f", "#ea9cca"), ("#7d6000", "#ecc94b"), ("#4a4f57", "#c3c8d0"),
    ];

    private static readonly string[] Dashes = ["", "8 4", "2 4", "12 4 2 4"];

    /// <summary>Around 0 0, one of: circle, square, triangle, diamond, triangle upside down, saltire, bar.</summary>
    private static readonly string[] Markers =
    [
        "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", "M-4 -4h8v8h-8z", "M0 -5.5L5 4h-10z", "M0 -5.8L5.8 0L0 5.8L-5.8 0z", "M0 5.5L5 -4h-10z",
        "M-5 -3L-3 -5L0 -2L3 -5L5 -3L2 0L5 3L3 5L0 2L-3 5L-5 3L-2 0z", "M-2 -6h4v12h-4z",
    ];

    /// <summary>Self-contained, whatever page it stands in.</summary>
    public static string Rules { get; } = MakeRules();

    public static string ClassOf(int line) => string.Create(CultureInfo.InvariantCulture, $"c{line % Colors.Length}");

    public static string DashOf(int line) => Dashes[line % Dashes.Length];

    public static string MarkerOf(int line) => Markers[line % Markers.Length];

    private static string MakeRules()
    {
        var rules = new StringBuilder(
            """

            .claim-chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color-scheme:light dark}
            .claim-chart .surface{fill:#fff}
            .claim-chart text{fill:#1c2128;font-size:13px}
            .claim-chart .title{font-size:16px;font-weight:600}
            .claim-chart .muted{fill:#57606a}
            .claim-chart .grid{stroke:#e1e4e8;stroke-width:1}
            .claim-chart .axis{stroke:#8c959f;stroke-width:1}
            .claim-chart .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:butt}
            .claim-chart .whisker{fill:none;stroke:currentColor;stroke-width:1.25;opacity:.65}
            .claim-chart .band{fill:currentColor;stroke:none;opacity:.16}
            .claim-chart .marker{fill:currentColor;stroke:#fff;stroke-width:1}

            """);
        AppendColors(rules, static color => color.Light);
        rules.Append(
            """
            @media screen and (prefers-color-scheme:dark){
            .claim-chart .surface{fill:#161b22}
            .claim-chart text{fill:#e6edf3}
            .claim-chart .muted{fill:#9da7b3}
            .claim-chart .grid{stroke:#2b323b}
            .claim-chart .axis{stroke:#6e7681}
            .claim-chart .marker{stroke:#161b22}

            """);
        AppendColors(rules, static color => color.Dark);
        return rules.Append("}\n").ToString();
    }

    private static void AppendColors(StringBuilder rules, Func<(string Light, string Dark), string> choose)
    {
        for (int i = 0; i < Colors.Length; i++)
        {
            rules.Append(CultureInfo.InvariantCulture, $".claim-chart .c{i}{{color:{choose(Colors[i])}}}\n");
        }
    }
}
