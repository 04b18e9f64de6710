using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.ClaimScenarios.Stages;

/// <summary>A store in a process of its own, shaped, over TLS, and clients that collect in it.</summary>
internal sealed class ClaimStage : IAsyncDisposable
{
    private const string Lake = "lake";

    private readonly S3SimulatorProcess store;
    private readonly DirectoryInfo directory;
    private readonly Dictionary<string, string> environment;
    private readonly HashSet<DataSet> added = [];
    private int runs;

    private ClaimStage(ClaimShape shape, S3SimulatorProcess store, DirectoryInfo directory, Dictionary<string, string> environment) =>
        (Shape, this.store, this.directory, this.environment) = (shape, store, directory, environment);

    public ClaimShape Shape { get; }

    public S3SimulatorProcess Store => store;

    /// <summary>For others' programs.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>For files; gone with the stage.</summary>
    public string Directory => directory.FullName;

    /// <param name="warms">False: nothing is timed on it.</param>
    public static async Task<ClaimStage> StartAsync(ClaimShape shape, CancellationToken cancellationToken, Action<S3SimulatorOptions>? configure = null, bool warms = true)
    {
        DirectoryInfo directory = System.IO.Directory.CreateTempSubdirectory("archivetransfer-claims-");
        S3SimulatorProcess? store = null;
        try
        {
            store = await S3Simulator.StartProcessAsync(
                options =>
                {
                    options.UseTls = true;
                    options.KeepRequestLog = false;

                    // rclone always sends one.
                    options.AcceptsAcls = true;
                    configure?.Invoke(options);
                },
                cancellationToken);
            await store.AddBucketAsync(Lake, keepsContent: false, cancellationToken: cancellationToken);
            string bundle = Path.Combine(directory.FullName, "ca.pem");
            await File.WriteAllTextAsync(bundle, store.CertificatePem, cancellationToken);
            var stage = new ClaimStage(shape, store, directory, new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = store.Owner.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = store.Owner.SecretKey,
                ["AWS_REGION"] = "us-east-1",
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
                ["SSL_CERT_FILE"] = bundle,
                ["AWS_CA_BUNDLE"] = bundle,
            });

            // The store compiles itself while it is used; whoever came first would wait for it.
            foreach (Way way in warms ? [Way.Streaming, Way.Copy] : Array.Empty<Way>())
            {
                _ = await stage.RunAsync(new Case("warm-up", way, new DataSet(32, 150_000)), 0, cancellationToken);
            }

            await store.ShapeAsync(shape.Shaping, cancellationToken);
            return stage;
        }
        catch
        {
            if (store is not null)
            {
                await store.DisposeAsync();
            }

            directory.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Another name of the same address: what goes there flows through the client.</summary>
    public Uri OtherName => new UriBuilder(store.Endpoint) { Host = store.Endpoint.Host == "localhost" ? "127.0.0.1" : "localhost" }.Uri;

    public async Task AddAsync(DataSet data, CancellationToken cancellationToken)
    {
        if (added.Add(data))
        {
            await data.AddToAsync(store, cancellationToken);
        }
    }

    /// <summary>Collects once, under a prefix that nobody used.</summary>
    public async Task<MeasuredCase> RunAsync(Case what, int round, CancellationToken cancellationToken)
    {
        await AddAsync(what.Data, cancellationToken);
        string prefix = string.Create(CultureInfo.InvariantCulture, $"{++runs}/");
        string staging = Path.Combine(Directory, "staging");
        System.IO.Directory.CreateDirectory(staging);
        await store.ReadCountersAsync(reset: true, cancellationToken);
        CaseProcessResult result = await new CaseProcess(environment, what.Wrapper(staging)) { HasChildren = what.Way.HasChildren }.RunAsync(Order(what, prefix, staging), staging, cancellationToken);
        S3Counters counters = await store.ReadCountersAsync(cancellationToken: cancellationToken);
        return new MeasuredCase
        {
            Scenario = what.Scenario,
            Shape = Shape.Name,
            Data = what.Data.Name,
            Way = what.Way.Name,
            Variant = what.Variant,
            Places = what.Places ?? 0,
            Round = round,
            Outcome = result.Outcome,
            ProcessSeconds = result.Seconds,
            PeakTreeBytes = result.PeakTreeBytes,
            PeakStagedBytes = result.PeakStagedBytes,
            BusiestCore = result.BusiestCore,
            Store = StoreCounts.Of(counters),
        };
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await store.DisposeAsync();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private CaseOrder Order(Case what, string prefix, string staging)
    {
        var options = new Dictionary<string, string?>
        {
            ["Source:Bucket"] = what.Data.Bucket,
            ["Source:ServiceUrl"] = store.Endpoint.AbsoluteUri,
            ["Destination:Bucket"] = Lake,
            ["Destination:Prefix"] = prefix,
            ["Destination:ServiceUrl"] = (what.Way == Way.Streaming ? OtherName : store.Endpoint).AbsoluteUri,
            ["MaxConcurrency"] = what.Places?.ToString(CultureInfo.InvariantCulture),
            ["Staging:Directory"] = staging,
        };
        foreach ((string key, string? value) in what.Way.Options.Concat(what.Options))
        {
            options[key] = value;
        }

        return new CaseOrder { Options = options, SendThroughSdk = what.SendThroughSdk };
    }
}
