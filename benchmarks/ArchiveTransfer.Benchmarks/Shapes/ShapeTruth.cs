using System.Globalization;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Shapes;

/// <summary>Whether the simulator's shapes are what they say: <c>-- shapes</c>.</summary>
internal static class ShapeTruth
{
    private static readonly (string Name, S3Shaping Shape)[] Shapes =
    [
        ("seed-16mbit", S3Shaping.Seed16Mbit),
        ("office-100mbit", S3Shaping.Office100Mbit),
        ("same-region", S3Shaping.SameRegion),
        ("tokyo-virginia", S3Shaping.TokyoVirginia),
        ("1 MB/s a connection up, 4 MB/s down, host 8 MB/s down", new S3Shaping
        {
            Latency = TimeSpan.FromMilliseconds(25),
            UploadBytesPerSecondPerConnection = 1_000_000,
            DownloadBytesPerSecondPerConnection = 4_000_000,
            DownloadBytesPerSecond = 8_000_000,
        }),
        ("copies at 10 MB/s", new S3Shaping { CopyBytesPerSecond = 10_000_000 }),
        ("copies at 250 MB/s", new S3Shaping { CopyBytesPerSecond = 250_000_000 }),
        ("copies share 100 MB/s", new S3Shaping { TotalCopyBytesPerSecond = 100_000_000 }),
        ("200 writes/s, burst 20", new S3Shaping { Latency = TimeSpan.FromMilliseconds(25), WritesPerSecond = 200, RequestBurst = 20 }),
    ];

    /// <summary>Prints the table; 1 when a deviation exceeds 5 %.</summary>
    public static async Task<int> RunAsync(TextWriter output)
    {
        await output.WriteLineAsync("| shape | what | setting | measured | deviation | busiest core | attempts |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|");
        var rows = 0;
        var wrong = 0;
        foreach (var (name, shape) in Shapes)
        {
            await using var probe = await ShapeProbe.StartAsync(name, shape);
            var measured = await probe.MeasureAsync();
            foreach (var row in measured)
            {
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {row.Shape} | {row.What} | {row.Setting:0.###} {row.Unit} | {row.Measured:0.###} {row.Unit} | {row.Deviation:+0.0;-0.0;0.0} %{(row.IsTrue ? "" : " **too far**")} | {row.BusiestCore:0 %} | {row.Attempts} |"));
            }

            rows += measured.Count;
            wrong += measured.Count(static row => !row.IsTrue);
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows} settings, {rows - wrong} of them measured within {ShapeRow.LargestDeviation} %. Client and simulator share one process. What was off while a core was over 70 % busy was measured again."));
        return wrong == 0 ? 0 : 1;
    }
}
