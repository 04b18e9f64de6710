using System.Runtime.InteropServices;
using System.Text.Json;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Samples.QuickStart.Demo;

/// <summary>The store's side: an S3 simulator in a process of its own, so that the collector's memory is the collector's. Lives as long as its stdin.</summary>
internal static class DemoStoreServer
{
    private const string SourceBucket = "binance-archive";
    private const string DestinationBucket = "lake";

    public static async Task<int> RunAsync()
    {
        // Ctrl-C reaches the whole process group; the collector still needs its store to settle.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);

        using var input = new StreamReader(Console.OpenStandardInput());
        if (await input.ReadLineAsync() is not { } line)
        {
            return ExitCodes.ConfigurationError;
        }

        DemoStoreOrder order = JsonSerializer.Deserialize(line, DemoStoreJson.Default.DemoStoreOrder)!;
        await using S3Simulator simulator = await S3Simulator.StartAsync(options =>
        {
            options.KeepRequestLog = false;
            options.Shaping = order.LatencyMilliseconds > 0
                ? new S3Shaping { Latency = TimeSpan.FromMilliseconds(order.LatencyMilliseconds) }
                : S3Shaping.None;
        });
        DemoStoreFacts facts = Fill(simulator, order);

        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(facts, DemoStoreJson.Default.DemoStoreFacts));
        await Console.Out.FlushAsync();
        while (await input.ReadLineAsync() is not null)
        {
        }

        return ExitCodes.Success;
    }

    private static DemoStoreFacts Fill(S3Simulator simulator, DemoStoreOrder order)
    {
        S3Bucket source = simulator.AddBucket(SourceBucket, owner: simulator.AddIdentity("publisher"), isPublic: true);
        S3Identity collector = simulator.AddIdentity("collector");
        S3Bucket destination = simulator.AddBucket(DestinationBucket, owner: collector);
        if (order.Objects is { } count)
        {
            DemoArchive.AddMadeUp(source, count, order.Size);
            destination.KeepsContent = false;

            // The prefixes of the collection: copies to other keys are kept one by one.
            destination.RememberCopiesOf(source, prefix: "binance/", sourcePrefix: "data/");
        }
        else
        {
            DemoArchive.AddDays(source);
        }

        return new DemoStoreFacts(simulator.Endpoint, SourceBucket, DestinationBucket, collector.AccessKey, collector.SecretKey);
    }
}
