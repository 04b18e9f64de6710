using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>The client's process: one collection, as a program of a user's would run it.</summary>
internal static class CaseClient
{
    private const string Section = "ArchiveTransfer";

    /// <returns>0 when every object was copied; 1 when some were not; 2 when the run could not go on.</returns>
    public static async Task<int> RunAsync(Stream input, TextWriter output)
    {
        using var reader = new StreamReader(input);
        string line = await reader.ReadLineAsync() ?? throw new InvalidDataException("No order came.");
        CaseOrder order = JsonSerializer.Deserialize(line, CaseJson.Default.CaseOrder) ?? throw new InvalidDataException("No order came.");
        using var end = new EndOfInput();
        _ = end.WatchAsync(reader);
        if (order.SendThroughSdk)
        {
            AppContext.SetSwitch("ArchiveTransfer.SendThroughSdk", true);
        }

        (CaseOutcome outcome, int exitCode) = await CollectAsync(order, end.Token);
        await output.WriteLineAsync(JsonSerializer.Serialize(outcome, CaseJson.Default.CaseOutcome));
        return exitCode;
    }

    private static async Task<(CaseOutcome Outcome, int ExitCode)> CollectAsync(CaseOrder order, CancellationToken cancellationToken)
    {
        var components = new ArchiveCollectionComponents
        {
            Source = order.Objects is { } objects ? new ListedObjects(objects) : null,
            OnlyPath = order.OnlyStreams ? TransferPath.Memory : null,
        };
        long begun = Stopwatch.GetTimestamp();
        var busiest = new BusiestCore();
        try
        {
            await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(options => Configure(options, order), components);
            busiest = new BusiestCore();
            begun = Stopwatch.GetTimestamp();
            ArchiveCollectionResult result = await workflow.ExecuteAsync(cancellationToken: cancellationToken);
            return (Describe(result, Stopwatch.GetElapsedTime(begun), busiest.Share), result.Error is not null ? 2 : result.Totals.Failed > 0 ? 1 : 0);
        }
        catch (ArchiveCollectionCanceledException exception)
        {
            CaseOutcome outcome = Describe(exception.Result, Stopwatch.GetElapsedTime(begun), busiest.Share);
            return (outcome with { Error = outcome.Error ?? exception.Message }, 2);
        }
        catch (ArchiveTransferException exception)
        {
            return (new CaseOutcome { Error = $"{exception.ErrorCode}: {exception.Message}", Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds }, 2);
        }
    }

    private static void Configure(ArchiveCollectionOptions options, CaseOrder order)
    {
        if (order.Configuration is { } text)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            IConfigurationRoot root = new ConfigurationBuilder().AddJsonStream(stream).Build();
            IConfigurationSection section = root.GetSection(Section);
            options.Load(section.Exists() ? section : root);

            // A report is one of the user's collections, not of a case.
            options.Report.Path = null;
        }

        options.Load(new ConfigurationBuilder().AddInMemoryCollection(order.Options.Select(static option => KeyValuePair.Create($"{Section}:{option.Key}", option.Value))).Build().GetSection(Section));
    }

    private static CaseOutcome Describe(ArchiveCollectionResult result, TimeSpan wall, double busiestCore)
    {
        ArchiveCollectionMeasurements measured = result.Measurements;
        return new CaseOutcome
        {
            Status = result.Status.ToString(),
            Copied = result.Totals.Copied,
            Failed = result.Totals.Failed,
            BytesCopied = result.Totals.BytesCopied,
            Seconds = wall.TotalSeconds,
            BusiestCore = busiestCore,
            ProcessorSeconds = (Environment.CpuUsage.TotalTime + (measured.ChildProcessorTime ?? TimeSpan.Zero)).TotalSeconds,
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
            PeakManagedHeapBytes = measured.PeakManagedHeapBytes,
            PeakWorkingSetBytes = measured.PeakWorkingSetBytes,
            PeakProcessTreeBytes = measured.PeakProcessTreeBytes,
            BytesReceived = measured.BytesReceived,
            BytesSent = measured.BytesSent,
            PeakLocalStorageBytes = measured.PeakLocalStorageBytes,
            LocalStorageBytesWritten = measured.LocalStorageBytesWritten,
            Retries = measured.Retries,
            Throttles = measured.Throttles,
            Fallbacks = measured.Fallbacks,
            Recovered = measured.Recovered,
            SecondsLost = measured.TimeLost.TotalSeconds,
            Requests = measured.Requests,
            Strategies = result.Strategies.ToDictionary(static strategy => strategy.Strategy, static strategy => strategy.Copied),
            FailureCounts = result.FailureCounts,
            Error = result.Error?.Message ?? (result.Failures is [{ } failure, ..] ? failure.Error?.Message : null),
            Warnings = result.Warnings,
        };
    }
}
