using System.Text.Json.Nodes;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.QuickStart;

/// <summary>A store in this process and a configuration file that names it, for the program to collect with.</summary>
internal sealed class ConfiguredStore : IAsyncDisposable
{
    private readonly S3Simulator simulator;
    private readonly string file = Path.GetTempFileName();

    private ConfiguredStore(S3Simulator simulator) => this.simulator = simulator;

    public S3Bucket Source { get; private set; } = null!;

    public S3Bucket Destination { get; private set; } = null!;

    /// <summary>The collector's section, to change before a run.</summary>
    public JsonObject Options { get; private set; } = null!;

    /// <summary>What stands in the file beside the section.</summary>
    public JsonObject Beside { get; } = [];

    public Dictionary<string, string> Environment { get; private set; } = null!;

    public static async Task<ConfiguredStore> StartAsync(CancellationToken cancellationToken)
    {
        S3Simulator simulator = await S3Simulator.StartAsync(cancellationToken: cancellationToken);
        S3Identity collector = simulator.AddIdentity("collector");
        return new ConfiguredStore(simulator)
        {
            Source = simulator.AddBucket("source", isPublic: true),
            Destination = simulator.AddBucket("lake", collector),
            Environment = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = collector.AccessKey, ["AWS_SECRET_ACCESS_KEY"] = collector.SecretKey },
            Options = new JsonObject
            {
                [nameof(ArchiveCollectionOptions.Source)] = new JsonObject { ["Bucket"] = "source", ["ServiceUrl"] = simulator.Endpoint.ToString() },
                [nameof(ArchiveCollectionOptions.Destination)] = new JsonObject { ["Bucket"] = "lake", ["ServiceUrl"] = simulator.Endpoint.ToString() },
                ["Retry"] = new JsonObject { ["MaxRetryAttempts"] = 1 },
            },
        };
    }

    /// <summary>What the store was asked, in the order of arrival.</summary>
    public IReadOnlyList<S3RequestRecord> Requests => simulator.Requests;

    public IDisposable Inject(S3Fault fault) => simulator.Inject(fault);

    public void Shape(S3Shaping shaping) => simulator.Shape(shaping);

    /// <summary>Starts the program and leaves it at work.</summary>
    public async Task<QuickStartProcess> StartAsync(params string[] arguments)
    {
        await File.WriteAllTextAsync(file, new JsonObject { ["ArchiveTransfer"] = Options.DeepClone() }.ToJsonString());
        return QuickStartProcess.Start(["--config", file, .. arguments], Environment);
    }

    public async Task<QuickStartOutcome> RunAsync(params string[] arguments)
    {
        JsonObject document = Beside.DeepClone().AsObject();
        document["ArchiveTransfer"] = Options.DeepClone();
        return await RunAsync(document, arguments);
    }

    /// <summary>Runs with another file.</summary>
    public async Task<QuickStartOutcome> RunAsync(JsonObject document, params string[] arguments)
    {
        await File.WriteAllTextAsync(file, document.ToJsonString());
        return await QuickStartProcess.RunAsync(Environment, ["--config", file, .. arguments]);
    }

    /// <summary>Runs as the last arguments of another command.</summary>
    public async Task<QuickStartOutcome> RunWithinAsync(IReadOnlyList<string> command, params string[] arguments)
    {
        await File.WriteAllTextAsync(file, new JsonObject { ["ArchiveTransfer"] = Options.DeepClone() }.ToJsonString());
        using QuickStartProcess program = QuickStartProcess.Start(["--config", file, .. arguments], Environment, command);
        return await program.WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(file);
        await simulator.DisposeAsync();
    }
}
