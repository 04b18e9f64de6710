using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Samples.QuickStart.Demo;

/// <summary>What the source holds: a small piece of the shape of the Binance archive, or as many made-up objects as wanted.</summary>
internal static class DemoArchive
{
    private const string Folder = "data/spot/daily/klines/BTCUSDT/1m/";
    private const int Days = 6;
    private const int FirstSize = 24_750_000;
    private const int SizeStep = 100_000;

    /// <summary>Six archives, 150,000,000 bytes together, each with its checksum beside it.</summary>
    public static void AddDays(S3Bucket bucket)
    {
        for (int day = 1; day <= Days; day++)
        {
            string name = $"BTCUSDT-1m-2025-07-{day:D2}.zip";
            byte[] content = Noise(Folder + name, FirstSize + ((day - 1) * SizeStep));
            bucket.Put(Folder + name, content);
            bucket.Put($"{Folder}{name}.CHECKSUM", Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(content))}  {name}\n"));
        }
    }

    /// <summary>Objects that exist by rule: a hundred million take no more memory than one.</summary>
    public static void AddMadeUp(S3Bucket bucket, long count, long size) =>
        bucket.AddVirtual(count, static number => string.Create(CultureInfo.InvariantCulture, $"{Folder}{number:D9}.zip"), _ => size);

    private static byte[] Noise(string key, int size)
    {
        using Stream content = S3StoredObject.OpenVirtual(key, size);
        var bytes = new byte[size];
        content.ReadExactly(bytes);
        return bytes;
    }
}
