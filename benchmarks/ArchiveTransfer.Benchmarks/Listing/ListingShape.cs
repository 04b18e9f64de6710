using System.Globalization;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Benchmarks.Listing;

/// <summary>Keys that are spread as archives spread them, in the order of a listing.</summary>
internal static class ListingShape
{
    public const string Prefix = "data/";

    private const int Seed = 11;

    public static readonly IReadOnlyList<string> Names = ["even", "binance", "shared-prefix", "clustered"];

    public static string[] Create(string name, int count)
    {
        var random = new Random(Seed);
        IEnumerable<string> keys = name switch
        {
            "even" => Enumerable.Range(0, count).Select(static number => $"{Prefix}{number:D9}.zip"),
            "binance" => Leaves(random, count),
            "shared-prefix" => Enumerable.Range(0, count).Select(static number => $"{Prefix}{new string('x', 200 - Prefix.Length)}{number:D9}"),
            // 99 of 100 keys lie in one hundredth of the range.
            "clustered" => Enumerable.Range(0, count).Select(number => number % 100 == 0 ? random.NextInt64(1_000_000_000_000) : 400_000_000_000 + random.NextInt64(10_000_000_000))
                .Select(static number => $"{Prefix}{number:D12}"),
            _ => throw new ArgumentException($"There is no shape '{name}', only {string.Join(", ", Names)}.", nameof(name)),
        };
        string[] made = [.. keys.Distinct()];
        Array.Sort(made, Utf8KeyComparer.Instance);
        return made;
    }

    /// <summary>A leaf per trading pair, each with its days and a checksum beside each; few pairs are old.</summary>
    private static IEnumerable<string> Leaves(Random random, int count)
    {
        for (int made = 0, pair = 0; made < count; pair++)
        {
            string symbol = string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => (char)('A' + random.Next(26))));
            int days = Math.Min((count - made + 1) / 2, (int)(30 + (2_400 * Math.Pow(random.NextDouble(), 1.5))));
            for (int day = 0; day < days; day++)
            {
                string date = DateOnly.FromDayNumber(739_500 - day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                string key = $"{Prefix}spot/daily/klines/{symbol}{pair:D4}USDT/1m/{symbol}{pair:D4}USDT-1m-{date}.zip";
                yield return key;
                yield return key + ".CHECKSUM";
            }

            made += 2 * days;
        }
    }
}
