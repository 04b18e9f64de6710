using ArchiveTransfer.Testing;

namespace ArchiveTransfer.ClaimScenarios.Stages;

/// <summary>A network and a store's pace, by name, and what is measured on it.</summary>
internal sealed record ClaimShape(string Name, S3Shaping Shaping, IReadOnlyList<DataSet> Data)
{
    // Each set where it shows something: all of them everywhere are hours on a slow link.
    private static readonly DataSet Hundred = new(100, 1_500_000);
    private static readonly DataSet HundredSmall = new(100, 150_000);
    private static readonly DataSet Thousand = new(1_000, 150_000);

    public static ClaimShape Seed { get; } = new("seed-16mbit", S3Shaping.Seed16Mbit, [DataSet.Small, HundredSmall]);

    public static ClaimShape Office { get; } = new("office-100mbit", S3Shaping.Office100Mbit, [DataSet.Small, Hundred, Thousand]);

    public static ClaimShape SameRegion { get; } = new("same-region", S3Shaping.SameRegion, [DataSet.Small, Thousand, new DataSet(500, 150_000, WithChecksumFiles: true)]);

    public static ClaimShape TokyoVirginia { get; } = new("tokyo-virginia", S3Shaping.TokyoVirginia, [DataSet.Small, Hundred, Thousand]);

    /// <summary>Everything as fast as the machine: for counts, never for times.</summary>
    public static ClaimShape Unshaped { get; } = new("none", S3Shaping.None, []);

    public static IReadOnlyList<ClaimShape> Named { get; } = [Seed, Office, SameRegion, TokyoVirginia];

    /// <summary>Bytes per second that so many requests at once can have from the store; those to it are as many or more in every shape.</summary>
    public double LinkBytesPerSecond(int places) => Math.Min(
        Shaping.DownloadBytesPerSecond ?? double.PositiveInfinity,
        Shaping.DownloadBytesPerSecondPerConnection is { } each ? each * (double)places : double.PositiveInfinity);

    /// <summary>The same to the store.</summary>
    public double UploadBytesPerSecond(int places) => Math.Min(
        Shaping.UploadBytesPerSecond ?? double.PositiveInfinity,
        Shaping.UploadBytesPerSecondPerConnection is { } each ? each * (double)places : double.PositiveInfinity);

    /// <summary>Seconds of a download followed by an upload, of nothing.</summary>
    public double RoundTripSeconds => Latency("GetObject") + Latency("PutObject");

    /// <summary>Seconds that one copy of so many bytes takes.</summary>
    public double CopySeconds(long bytes) => Latency("CopyObject") + (bytes / (double)(Shaping.CopyBytesPerSecond ?? long.MaxValue));

    /// <summary>Seconds until a baseline that keeps so many transfers in flight is through, by arithmetic: no less than its bytes take, nor than its round trips.</summary>
    public double ExpectedSeconds(DataSet data, int places)
    {
        int busy = (int)Math.Min(places, data.Files);
        double link = data.Bytes / LinkBytesPerSecond(busy);
        return Math.Max(link * (data.Files <= places ? 2 : 1), data.Objects * (RoundTripSeconds + (data.Size / LinkBytesPerSecond(1))) / places);
    }

    /// <summary>Seconds that the store waits with every answer of this kind, at least.</summary>
    public double LeastLatency(string operation) => Shaping.OperationLatency.GetValueOrDefault(operation, Shaping.Latency).TotalSeconds;

    private double Latency(string operation) => (Shaping.OperationLatency.TryGetValue(operation, out TimeSpan own) ? own : Shaping.Latency + (Shaping.Jitter / 2)).TotalSeconds;
}
