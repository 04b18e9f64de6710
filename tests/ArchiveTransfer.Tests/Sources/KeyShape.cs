using System.Globalization;
using System.Text;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Tests.Sources;

/// <summary>Keys as archives have them, and as nobody should. In the order of a listing, each once, all under <see cref="Prefix"/>.</summary>
internal static class KeyShape
{
    public const string Prefix = "p/";

    private static readonly string[] Hostile =
    [
        "", "\u0001", "\u001f", "\t", "\n", " ", "+", "%20", "/", "//", "a", "a/", "a/b", "ab", "é", "e\u0301", "\ud7ff", "\ue000", "\uff5e", "\uffff", "\U00010000",
        "\U0001F600", "\U0001F600\U0001F601", "\U0010FFFF", "zz", "~", "\u007f",
    ];

    public static string[] Names => ["even", "hexadecimal", "binance", "leaves of 2,000", "shared prefix", "99 % in 1 %", "leaves of one", "single leaf", "hostile", "prefixes of each other"];

    public static string[] Create(string name, int count, int seed)
    {
        var random = new Random(seed);
        IEnumerable<string> keys = name switch
        {
            "even" => Numbers(count).Select(static number => $"{number:D9}.zip"),
            "hexadecimal" => Numbers(count).Select(_ => $"{random.NextInt64():x16}"),
            "binance" => Binance(random, count),
            "leaves of 2,000" => Numbers(count).Select(static number => $"SYM{number / 2000:D4}/1m/SYM{number / 2000:D4}-1m-{Day(number % 2000)}.zip"),
            "shared prefix" => Numbers(count).Select(static number => $"{new string('x', 190)}/{number:D9}"),
            "99 % in 1 %" => Numbers(count).Select(number => number % 100 == 0 ? random.NextInt64(1_000_000_000_000) : 400_000_000_000 + random.NextInt64(10_000_000_000))
                .Select(static number => $"{number:D12}"),
            "leaves of one" => Numbers(count).Select(static number => $"{number:D8}/file.bin"),
            "single leaf" => Numbers(count).Select(static number => $"a/b/c/trades-{Day(number / 24)}-{number % 24:D2}.csv"),
            "hostile" => Numbers(count).Select(_ => string.Concat(Numbers(random.Next(1, 8)).Select(_ => Hostile[random.Next(Hostile.Length)]))),
            "prefixes of each other" => Numbers(count).Select(number => new string('a', 1 + (number % 200)) + (number / 200 == 0 ? "" : (number / 200).ToString(CultureInfo.InvariantCulture))),
            _ => throw new ArgumentException($"There is no shape '{name}'.", nameof(name)),
        };
        return [.. keys.Select(static key => Prefix + key).Distinct().Order(Utf8KeyComparer.Instance)];
    }

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);

    private static string Day(int number) => DateOnly.FromDayNumber(737_000 + number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Binance(Random random, int count)
    {
        var symbol = new StringBuilder();
        int made = 0;
        while (made < count)
        {
            symbol.Clear();
            for (int letters = random.Next(2, 6); letters > 0; letters--)
            {
                symbol.Append((char)('A' + random.Next(26)));
            }

            int days = Math.Min((count - made + 1) / 2, (int)(30 + (2_400 * Math.Pow(random.NextDouble(), 1.5))));
            for (int day = 0; day < days; day++)
            {
                string key = $"klines/{symbol}USDT/1m/{symbol}USDT-1m-{Day(2_500 - day)}.zip";
                yield return key;
                yield return key + ".CHECKSUM";
            }

            made += 2 * days;
        }
    }
}
