using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>One collection in a process of its own, as a program of a user's would run it; ends with one line of JSON. Credentials come from the environment.</summary>
internal static class CollectVerb
{
    public const string Name = "collect";

    /// <summary>Arguments: endpoint, source bucket, destination bucket, destination prefix; then any of mode=, places=, plane=sdk, threshold=, part=.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var settings = arguments.Skip(4).Select(static text => text.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
        if (settings.GetValueOrDefault("plane") == "sdk")
        {
            AppContext.SetSwitch(PlaneChoice.SdkOnly, true);
        }

        var endpoint = new Uri(arguments[0]);
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(options =>
        {
            (options.Source.Bucket, options.Source.ServiceUrl) = (arguments[1], endpoint);
            (options.Destination.Bucket, options.Destination.Prefix, options.Destination.ServiceUrl) = (arguments[2], arguments[3], endpoint);
            options.OperationMode = settings.TryGetValue("mode", out string? mode) ? Enum.Parse<OperationMode>(mode, ignoreCase: true) : OperationMode.DirectSync;
            options.MaxConcurrency = settings.TryGetValue("places", out string? places) ? Number(places) : null;
            options.MultipartThresholdMiB = settings.TryGetValue("threshold", out string? threshold) ? Number(threshold) : options.MultipartThresholdMiB;
            options.PartSizeMiB = settings.TryGetValue("part", out string? part) ? Number(part) : null;
        });
        long begun = Stopwatch.GetTimestamp();
        ArchiveCollectionResult result = await workflow.ExecuteAsync();
        TimeSpan wall = Stopwatch.GetElapsedTime(begun);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new CollectOutcome
        {
            Status = result.Status.ToString(),
            Copied = result.Totals.Copied,
            Failed = result.Totals.Failed,
            Seconds = wall.TotalSeconds,
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
            PeakBytes = self.PeakWorkingSet64,
            Requests = result.Measurements.Requests.Values.Sum(),
            Throttles = result.Measurements.Throttles,
            Strategies = string.Join(", ", result.Strategies.Select(static strategy => strategy.Strategy)),
            Error = result.Error?.Message ?? (result.Failures is [{ } failure, ..] ? failure.Error?.Message : null),
            Warnings = result.Warnings,
        }));
        return result.Totals.Failed == 0 && result.Error is null ? 0 : 1;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
