using System.Diagnostics;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveTransfer.ClaimScenarios.Stages;

/// <summary>A transfer that is always the same: when it takes longer after a measurement than before, the machine had changed.</summary>
internal static class Probe
{
    private const int Transfers = 3;
    private static readonly DataSet Object = new(1, 12_000_000);
    private static readonly DataSet SmallObject = new(1, 1_500_000);

    /// <summary>Seconds of the median one.</summary>
    public static async Task<double> MeasureAsync(ClaimStage stage, CancellationToken cancellationToken)
    {
        DataSet data = stage.Shape.LinkBytesPerSecond(1) < 5e6 ? SmallObject : Object;
        await stage.AddAsync(data, cancellationToken);
        using IAmazonS3 client = stage.Store.CreateClient(stage.Store.Owner);
        string key = DataSet.FirstKey;
        var seconds = new List<double>();

        // The first one connects.
        for (int transfer = 0; transfer <= Transfers; transfer++)
        {
            long begun = Stopwatch.GetTimestamp();
            using GetObjectResponse answer = await client.GetObjectAsync(data.Bucket, key, cancellationToken);
            await answer.ResponseStream.CopyToAsync(Stream.Null, cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        return seconds.Skip(1).Order().ElementAt(Transfers / 2);
    }
}
