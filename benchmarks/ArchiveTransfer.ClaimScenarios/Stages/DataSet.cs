using System.Globalization;

namespace ArchiveTransfer.ClaimScenarios.Stages;

/// <summary>Objects to collect, made by rule.</summary>
/// <param name="Size">Bytes of each archive.</param>
/// <param name="WithChecksumFiles">A file of a hundred bytes beside each archive, collected like every other.</param>
internal sealed record DataSet(int Files, long Size, bool WithChecksumFiles = false)
{
    public const string FirstKey = Folder + "BTCUSDT-1m-00000000.zip";

    private const string Folder = "data/spot/daily/klines/BTCUSDT/1m/";
    private const string KeyPattern = Folder + "BTCUSDT-1m-{0:D8}.zip";
    private const long ChecksumFileSize = 100;

    public static DataSet Small { get; } = new(6, 25_000_000);

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Files:N0} x {SizeText}{(WithChecksumFiles ? " + checksum files" : "")}");

    public string Bucket => string.Create(CultureInfo.InvariantCulture, $"archive-{Files}-{Size}{(WithChecksumFiles ? "-sums" : "")}");

    public long Objects => WithChecksumFiles ? 2L * Files : Files;

    public long Bytes => Files * (Size + (WithChecksumFiles ? ChecksumFileSize : 0));

    private string SizeText => Size % 1_000_000 == 0 || Size > 1_000_000 ? $"{Size / 1e6:0.#} MB" : Size % 1_000 == 0 ? $"{Size / 1_000} kB" : $"{Size / 1024} KiB";

    public async Task AddToAsync(Testing.S3SimulatorProcess store, CancellationToken cancellationToken)
    {
        await store.AddBucketAsync(Bucket, cancellationToken: cancellationToken);
        await store.AddVirtualAsync(Bucket, Files, KeyPattern, Size, putWhole: true, cancellationToken: cancellationToken);
        if (WithChecksumFiles)
        {
            await store.AddVirtualAsync(Bucket, Files, KeyPattern + ".CHECKSUM", ChecksumFileSize, cancellationToken: cancellationToken);
        }
    }
}
