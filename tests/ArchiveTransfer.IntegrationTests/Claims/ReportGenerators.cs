using System.Text;
using ArchiveTransfer.ClaimScenarios.Reporting;
using FsCheck;
using FsCheck.Fluent;

namespace ArchiveTransfer.Claims;

/// <summary>Reports with any text and any finite number in them.</summary>
internal static class ReportGenerators
{
    private static readonly Gen<double> _anyNumber = ArbMap.Default.GeneratorFor<NormalFloat>().Select(static number => number.Get);

    private static readonly Gen<string> _hostile = Gen.Elements(
        "<script>alert(1)</script>", "\" onload=\"x", "'", "|", "a|b\\|c", "\n", "\r\n", "`", "```", "*", "_", "[x](y)", "]]>", "-->", "&amp;", "\u001b[2J", "\0", "\u202E", "\uFFFE", "\ud83d\ude00", "\u6f22", "# ", "1. ", "</style>", "$", "~~");

    private static readonly Gen<string> _id = Gen.Choose(0, 1_000_000).Select(static number => $"id-{number}");

    public static Gen<double> Numbers { get; } = Gen.OneOf(
        Gen.Elements(0d, -0d, 1, -1, 5, 0.1, 100, 1_000, 1e-5, 1e15, 1e16, 1e-300, -1e300, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, Math.BitIncrement(5), 1e9 + 1),
        _anyNumber,
        Gen.Choose(-1_000, 1_000).Select(static number => (double)number));

    /// <summary>Without halves of surrogate pairs, which no encoding keeps.</summary>
    public static Gen<string> Texts { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(static text => string.Concat(text.Get.EnumerateRunes())),
        _hostile.ListOf().Select(static parts => string.Join(" ", parts)),
        _hostile.ListOf().Select(static parts => string.Concat(parts)));

    private static readonly Gen<ClaimPoint> _point =
        from x in Numbers
        from y in Numbers
        from low in Numbers
        from high in Numbers
        select new ClaimPoint(x, y, low, high);

    private static readonly Gen<ClaimSeries> _series =
        from name in Texts
        from count in Gen.Choose(0, 40)
        from points in _point.ListOf(count)
        select new ClaimSeries(name, [.. points.OrderBy(static point => point.X)]);

    private static readonly Gen<ClaimTable> _table =
        from id in _id
        from title in Texts
        from note in Texts
        from columns in Gen.Choose(0, 12)
        from rows in Gen.Choose(0, 5)
        from names in Texts.ListOf(columns)
        from cells in Texts.ListOf(columns).ListOf(rows)
        select new ClaimTable("t" + id, title, note, [.. names], [.. cells.Select(static row => (IReadOnlyList<string>)[.. row])]);

    private static readonly Gen<ClaimVerdict> _verdict =
        from promise in Texts
        from target in Texts
        from measured in Texts
        from interval in Texts
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from why in Texts
        select new ClaimVerdict(promise, target, measured, interval, verdict, why);

    private static readonly Gen<ClaimMachine> _machine =
        from begun in ArbMap.Default.GeneratorFor<DateTimeOffset>()
        from seconds in Gen.Choose(0, 1_000_000)
        from processor in Texts
        from kernel in Texts
        from runtime in Texts
        from commit in Gen.OneOf(Texts, Gen.Constant<string>(null!))
        from command in Texts
        from tools in Texts.ListOf()
        select new ClaimMachine
        {
            Begun = begun,
            Duration = TimeSpan.FromSeconds(seconds),
            Processor = processor,
            Cores = seconds % 9,
            MemoryBytes = seconds * 12_345L,
            Kernel = kernel,
            Runtime = runtime,
            Commit = commit,
            Extent = processor,
            Command = command,
            Tools = [.. tools],
        };

    public static Gen<ClaimChart> Charts { get; } =
        from id in _id
        from title in Texts
        from note in Texts
        from axis in Texts
        from x in Gen.Elements(true, false)
        from y in Gen.Elements(true, false)
        from count in Gen.Choose(0, 9)
        from series in _series.ListOf(count)
        select new ClaimChart("c" + id, title, note, axis, title, x, y, [.. series]);

    public static Gen<ClaimReport> Reports { get; } =
        from machine in _machine
        from verdictCount in Gen.Choose(0, 6)
        from verdicts in _verdict.ListOf(verdictCount)
        from tableCount in Gen.Choose(0, 3)
        from tables in _table.ListOf(tableCount)
        from chartCount in Gen.Choose(0, 2)
        from charts in Charts.ListOf(chartCount)
        from sentences in Texts.ListOf()
        select new ClaimReport
        {
            Machine = machine,
            Verdicts = [.. verdicts],
            Tables = [.. tables.DistinctBy(static table => table.Id)],
            Charts = [.. charts.DistinctBy(static chart => chart.Id)],
            NotProvable = [.. sentences],
            GivenUp = [.. sentences.Take(1)],
        };
}
