using System.Diagnostics;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>The store that all peers copy in, in a process and on a core of its own, and how each of them is told of it.</summary>
internal sealed class PeerStage : IAsyncDisposable
{
    public const string Ours = "ArchiveTransfer";
    public const string OursJit = "ArchiveTransfer, JIT";
    public const string Sdk = "its SDK plane";
    public const string SdkJit = "its SDK plane, JIT";

    private readonly IReadOnlyDictionary<Compilation, string> clients;

    private PeerStage(S3SimulatorProcess store, string directory, IReadOnlyDictionary<Compilation, string> clients) => (Store, Directory, this.clients) = (store, directory, clients);

    /// <summary>The clients' core; null where there is but one.</summary>
    public static int? ClientCore => System.Environment.ProcessorCount > 1 ? 0 : null;

    public S3SimulatorProcess Store { get; }

    /// <summary>For files; gone with the stage.</summary>
    public string Directory { get; }

    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>();

    public static async Task<PeerStage> StartAsync(bool tls, Action<S3SimulatorOptions>? configure = null)
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("archivetransfer-peers-").FullName;
        var clients = new Dictionary<Compilation, string>();
        foreach (Compilation compilation in Enum.GetValues<Compilation>())
        {
            clients[compilation] = await ClientProgram.PublishAsync(directory, compilation);
        }

        S3SimulatorProcess store = await S3Simulator.StartProcessAsync(options =>
        {
            options.KeepRequestLog = false;
            options.UseTls = tls;

            // rclone always sends one.
            options.AcceptsAcls = true;
            configure?.Invoke(options);
        });
        await store.AddBucketAsync("archive");
        await store.AddBucketAsync("lake", keepsContent: false);
        if (System.Environment.ProcessorCount > 1)
        {
            using Process pin = Process.Start(new ProcessStartInfo("taskset", $"-a -p -c 1 {store.ProcessId}") { RedirectStandardOutput = true })!;
            await pin.WaitForExitAsync();
        }

        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = store.Owner.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = store.Owner.SecretKey,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
        if (store.CertificatePem is { } pem)
        {
            string bundle = Path.Combine(directory, "ca.pem");
            await File.WriteAllTextAsync(bundle, pem);
            environment["SSL_CERT_FILE"] = bundle;
            environment["AWS_CA_BUNDLE"] = bundle;
        }

        return new PeerStage(store, directory, clients) { Environment = environment };
    }

    /// <summary>Setting of ours that makes the store another one: what goes there flows through the client.</summary>
    public string OtherName => $"to={new UriBuilder(Store.Endpoint) { Host = Store.Endpoint.Host == "localhost" ? "127.0.0.1" : "localhost" }.Uri.AbsoluteUri}";

    /// <summary>Everybody who can copy inside the store.</summary>
    public IEnumerable<Peer> CopyPeers(ClaimTools tools, long objects, int places)
    {
        string url = Store.Endpoint.AbsoluteUri.TrimEnd('/');
        yield return new Peer(Ours, prefix => Collect(Compilation.Ahead, prefix, $"places={places}"), IsOurs: true);
        yield return new Peer(OursJit, prefix => Collect(Compilation.Jit, prefix, $"places={places}"), IsOurs: true);
        yield return new Peer(Sdk, prefix => Collect(Compilation.Ahead, prefix, $"places={places}", "plane=sdk"), IsOurs: true);
        yield return new Peer(SdkJit, prefix => Collect(Compilation.Jit, prefix, $"places={places}", "plane=sdk"), IsOurs: true);
        if (tools.S5cmd is { } s5cmd)
        {
            yield return new Peer("s5cmd cp", prefix => [s5cmd, "--endpoint-url", url, "--numworkers", $"{places}", "--log", "error", "cp", "s3://archive/*", $"s3://lake/{prefix}"]);
            yield return new Peer("s5cmd run", _ => [s5cmd, "--endpoint-url", url, "--numworkers", $"{places}", "--log", "error", "run"], prefix => WriteLines(prefix, objects));
        }

        if (tools.Rclone is { } rclone)
        {
            yield return new Peer("rclone copy", prefix => [.. Rclone(rclone, prefix), "--transfers", $"{places}", "--checkers", $"{places}"]);
        }

        if (tools.Aws is { } aws)
        {
            yield return new Peer("aws s3 sync", prefix => [aws, "--endpoint-url", url, "s3", "sync", "--only-show-errors", "s3://archive/", $"s3://lake/{prefix}"]);
        }
    }

    /// <summary>Everybody who can stream from one store into another; here both are one, under two names.</summary>
    /// <param name="atOnce">Objects.</param>
    public IEnumerable<Peer> StreamPeers(ClaimTools tools, int atOnce)
    {
        string[] settings = ["mode=hybrid", $"places={atOnce}", OtherName];
        yield return new Peer(Ours, prefix => Collect(Compilation.Ahead, prefix, settings), IsOurs: true);
        yield return new Peer(OursJit, prefix => Collect(Compilation.Jit, prefix, settings), IsOurs: true);
        yield return new Peer(SdkJit, prefix => Collect(Compilation.Jit, prefix, [.. settings, "plane=sdk"]), IsOurs: true);
        if (tools.Rclone is { } rclone)
        {
            // As it comes it hashes nothing: one presigned PUT below its cutoff. By parts it signs what it sends.
            yield return new Peer("rclone copy", prefix => [.. Rclone(rclone, prefix), "--transfers", $"{atOnce}", "--disable", "copy"]);
            yield return new Peer("rclone copy --s3-upload-cutoff 0", prefix => [.. Rclone(rclone, prefix), "--transfers", $"{atOnce}", "--disable", "copy", "--s3-upload-cutoff", "0"]);
        }
    }

    /// <summary>The command that runs a collection of ours.</summary>
    public string[] Collect(Compilation compilation, string prefix, params string[] settings) => [clients[compilation], Store.Endpoint.AbsoluteUri, "archive", "lake", prefix, .. settings];

    public static async Task WriteHeaderAsync(ClaimTools tools, string what)
    {
        Console.WriteLine($"{what}; {System.Environment.ProcessorCount} cores, .NET {System.Environment.Version}, load {LoadAverage()}; client on one core, store on another\n");
        foreach (string line in await tools.DescribeAsync(CancellationToken.None))
        {
            Console.WriteLine($"- {line}");
        }

        Console.WriteLine();
    }

    public static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private string[] Rclone(string program, string prefix)
    {
        string remote = $":s3,provider=Other,env_auth=true,region=us-east-1,force_path_style=true,endpoint='{Store.Endpoint.AbsoluteUri.TrimEnd('/')}'";
        string trusted = Environment.GetValueOrDefault("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt");

        // It cannot work with the variable that the others need, and has an option of its own.
        return ["env", "-u", "AWS_CA_BUNDLE", program, "copy", $"{remote}:archive", $"{remote}:lake/{prefix}", "--s3-no-check-bucket", "--no-traverse", "--config", "/dev/null", "--ca-cert", trusted];
    }

    private string WriteLines(string prefix, long objects)
    {
        string path = Path.Combine(Directory, "lines.txt");
        using StreamWriter lines = new(path);
        for (long i = 0; i < objects; i++)
        {
            string key = $"data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-{i:D8}.zip";
            lines.Write($"cp --raw 's3://archive/{key}' 's3://lake/{prefix}{key}'\n");
        }

        return path;
    }
}
