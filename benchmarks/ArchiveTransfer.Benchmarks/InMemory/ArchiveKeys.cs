using System.Globalization;

namespace ArchiveTransfer.Benchmarks.InMemory;

/// <summary>Keys as the Binance archive has them, in the order of a listing.</summary>
internal static class ArchiveKeys
{
    public static string[] Create(int count)
    {
        var keys = new string[count];
        for (int i = 0; i < count; i++)
        {
            DateOnly day = DateOnly.FromDayNumber(737_000 + (i % 2_000));
            keys[i] = string.Create(CultureInfo.InvariantCulture, $"data/spot/daily/klines/SYM{i / 2_000:D4}USDT/1m/SYM{i / 2_000:D4}USDT-1m-{day:yyyy-MM-dd}.zip");
        }

        return keys;
    }
}
