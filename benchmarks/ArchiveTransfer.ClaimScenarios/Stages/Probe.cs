using System.Diagnostics;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ClaimScenarios.Stages;

/// <summary>A transfer that is always the same: when it takes longer after a measurement than before, the machine had changed.</summary>
internal static class Probe
{
    private const int Transfers = 7;
    private const double Seconds = 0.25;
    private const long Largest = 12_000_000;

    /// <summary>Seconds of the median one; the store's jitter, which differs from one to the next, is left out of it.</summary>
    public static async Task<double> MeasureAsync(ClaimStage stage, CancellationToken cancellationToken)
    {
        var data = new DataSet(1, (long)Math.Min(Largest, Seconds * stage.Shape.LinkBytesPerSecond(1)));
        await stage.AddAsync(data, cancellationToken);
        await stage.Store.ShapeAsync(stage.Shape.Shaping with { Jitter = TimeSpan.Zero }, cancellationToken);
        using IAmazonS3 client = stage.Store.CreateClient(stage.Store.Owner);
        var seconds = new List<double>();

        // The first one connects.
        for (int transfer = 0; transfer <= Transfers; transfer++)
        {
            long begun = Stopwatch.GetTimestamp();
            using GetObjectResponse answer = await client.GetObjectAsync(data.Bucket, DataSet.FirstKey, cancellationToken);
            await answer.ResponseStream.CopyToAsync(Stream.Null, cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        await stage.Store.ShapeAsync(stage.Shape.Shaping, cancellationToken);
        return seconds.Skip(1).Order().ElementAt(Transfers / 2);
    }
}
