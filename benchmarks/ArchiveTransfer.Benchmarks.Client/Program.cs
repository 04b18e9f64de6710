using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ArchiveTransfer;
using ArchiveTransfer.Benchmarks.Client;

// One collection, as a program of a user's would run it; ends with one line of JSON. Credentials come from the environment.
// Arguments: endpoint, source bucket, destination bucket, destination prefix; then any of to= (endpoint of the destination), mode=, places=, plane=sdk,
// threshold=, part=, staging=, engine=, s5cmd=, tags=, plan=only.
Dictionary<string, string> settings = args.Skip(4).Select(static text => text.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
if (settings.GetValueOrDefault("plane") == "sdk")
{
    AppContext.SetSwitch("ArchiveTransfer.SendThroughSdk", true);
}

var endpoint = new Uri(args[0]);
await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(options =>
{
    (options.Source.Bucket, options.Source.ServiceUrl) = (args[1], endpoint);
    (options.Destination.Bucket, options.Destination.Prefix) = (args[2], args[3]);
    options.Destination.ServiceUrl = settings.TryGetValue("to", out string? to) ? new Uri(to) : endpoint;
    options.OperationMode = settings.TryGetValue("mode", out string? mode) ? Enum.Parse<OperationMode>(mode, ignoreCase: true) : OperationMode.DirectSync;
    options.DirectEngine = settings.TryGetValue("engine", out string? engine) ? Enum.Parse<DirectEngine>(engine, ignoreCase: true) : DirectEngine.Auto;
    options.Tags = settings.TryGetValue("tags", out string? tags) ? Enum.Parse<TagHandling>(tags, ignoreCase: true) : options.Tags;
    options.MaxConcurrency = Number("places");
    options.MultipartThresholdMiB = Number("threshold") ?? options.MultipartThresholdMiB;
    options.PartSizeMiB = Number("part");
    options.Staging.Directory = settings.GetValueOrDefault("staging");
    options.S5cmd.ExecutablePath = settings.GetValueOrDefault("s5cmd");
    options.DryRun = settings.GetValueOrDefault("plan") == "only";
});
long begun = Stopwatch.GetTimestamp();
ArchiveCollectionResult result = await workflow.ExecuteAsync();
TimeSpan wall = Stopwatch.GetElapsedTime(begun);
var outcome = new CollectOutcome
{
    Status = result.Status.ToString(),
    Copied = result.Totals.Copied + result.Totals.WouldCopy,
    Failed = result.Totals.Failed,
    Seconds = wall.TotalSeconds,
    AllocatedBytes = GC.GetTotalAllocatedBytes(),
    Requests = result.Measurements.Requests.Values.Sum(),
    Throttles = result.Measurements.Throttles,
    Strategies = string.Join(", ", result.Strategies.Select(static strategy => $"{strategy.Strategy} {strategy.Copied}")),
    Error = result.Error?.Message ?? (result.Failures is [{ } failure, ..] ? failure.Error?.Message : null),
    Warnings = result.Warnings,
};
Console.WriteLine(JsonSerializer.Serialize(outcome, OutcomeJson.Default.CollectOutcome));
return result.Totals.Failed == 0 && result.Error is null ? 0 : 1;

int? Number(string name) => settings.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
