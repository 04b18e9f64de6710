using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Shaping;

/// <summary>Refuses shapes that make no sense.</summary>
internal static class ShapingCheck
{
    public static S3Shaping Checked(S3Shaping shaping)
    {
        ArgumentNullException.ThrowIfNull(shaping);
        CheckTime(nameof(S3Shaping.Latency), shaping.Latency);
        CheckTime(nameof(S3Shaping.Jitter), shaping.Jitter);
        foreach (var (operation, latency) in shaping.OperationLatency)
        {
            OperationNames.Parse(operation);
            CheckTime($"{nameof(S3Shaping.OperationLatency)} of {operation}", latency);
        }

        CheckRate(nameof(S3Shaping.UploadBytesPerSecondPerConnection), shaping.UploadBytesPerSecondPerConnection);
        CheckRate(nameof(S3Shaping.DownloadBytesPerSecondPerConnection), shaping.DownloadBytesPerSecondPerConnection);
        CheckRate(nameof(S3Shaping.UploadBytesPerSecond), shaping.UploadBytesPerSecond);
        CheckRate(nameof(S3Shaping.DownloadBytesPerSecond), shaping.DownloadBytesPerSecond);
        CheckRate(nameof(S3Shaping.CopyBytesPerSecond), shaping.CopyBytesPerSecond);
        CheckRate(nameof(S3Shaping.CrossRegionCopyBytesPerSecond), shaping.CrossRegionCopyBytesPerSecond);
        CheckRate(nameof(S3Shaping.TotalCopyBytesPerSecond), shaping.TotalCopyBytesPerSecond);
        CheckRate(nameof(S3Shaping.WritesPerSecond), shaping.WritesPerSecond);
        CheckRate(nameof(S3Shaping.ReadsPerSecond), shaping.ReadsPerSecond);
        CheckRate(nameof(S3Shaping.RequestBurst), shaping.RequestBurst);
        if (shaping.PartitionSegments < 0)
        {
            throw new ArgumentException($"{nameof(S3Shaping.PartitionSegments)} is {shaping.PartitionSegments}; it is 0 or more.", nameof(shaping));
        }

        var isFree = shaping.CopyBytesPerSecond is null || shaping.CrossRegionCopyBytesPerSecond is null || shaping.TotalCopyBytesPerSecond is null;
        return !isFree || IsNone(shaping)
            ? shaping
            : throw new ArgumentException("Copies take time in every shape: the rates of copies are null in S3Shaping.None alone.", nameof(shaping));
    }

    public static bool IsNone(S3Shaping shaping) =>
        shaping.OperationLatency.Count == 0 && shaping with { OperationLatency = S3Shaping.None.OperationLatency } == S3Shaping.None;

    private static void CheckTime(string name, TimeSpan time)
    {
        if (time < TimeSpan.Zero || time > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{name} is {time}; it is 0 to one day.", nameof(time));
        }
    }

    private static void CheckRate(string name, long? rate)
    {
        if (rate <= 0)
        {
            throw new ArgumentException($"{name} is {rate}; it is 1 or more.", nameof(rate));
        }
    }
}
