using ArchiveTransfer.Testing;

namespace ArchiveTransfer.S5cmd;

/// <summary>A store and a home of its own for a tool to be tried with; both go with it.</summary>
internal sealed class ToolSession : IAsyncDisposable
{
    private const string ContentType = "text/plain";

    private readonly DirectoryInfo _home = System.IO.Directory.CreateTempSubdirectory("s5cmd-");

    private ToolSession(S3Simulator store, HeldClock clock)
    {
        Store = store;
        Clock = clock;
        Source = store.AddBucket("src");
        Destination = store.AddBucket("dst");
        foreach (var key in (string[])["k0", "k1", "k2"])
        {
            PutSource(key);
        }

        Environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = _home.FullName,
            ["AWS_ACCESS_KEY_ID"] = store.Owner.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = store.Owner.SecretKey,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["S3_ENDPOINT_URL"] = store.Endpoint.AbsoluteUri.TrimEnd('/'),
        };
    }

    public S3Simulator Store { get; }

    public HeldClock Clock { get; }

    /// <summary>Bucket <c>src</c> with the objects k0, k1 and k2.</summary>
    public S3Bucket Source { get; }

    /// <summary>Bucket <c>dst</c>, empty.</summary>
    public S3Bucket Destination { get; }

    public Dictionary<string, string> Environment { get; }

    /// <summary>What every run makes anew, by the placeholder that stands for it in lines and transcripts.</summary>
    public Dictionary<string, string> Placeholders { get; } = [];

    public string Directory => _home.FullName;

    public static async Task<ToolSession> StartAsync(S3Profile profile = S3Profile.Aws, bool useTls = false)
    {
        var clock = new HeldClock();
        return new ToolSession(
            await S3Simulator.StartAsync(options =>
            {
                options.Apply(profile);
                options.TimeProvider = clock;
                options.UseTls = useTls;
            }),
            clock);
    }

    public void PutSource(string key) =>
        Source.Put(key, System.Text.Encoding.UTF8.GetBytes($"content of {key}"), new Dictionary<string, string> { ["content-type"] = ContentType, ["x-amz-meta-origin"] = "src" });

    /// <summary>Holds every copy until the clock releases it.</summary>
    public void HoldCopies() => Store.Shape(new S3Shaping
    {
        OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromHours(1) },
    });

    public void ReleaseCopies()
    {
        Store.Shape(S3Shaping.None);
        Clock.Release();
    }

    /// <summary>The line with its placeholders filled in.</summary>
    public string Fill(string line) => Placeholders.Aggregate(line, static (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    /// <summary>The text with placeholders in place of what they stand for.</summary>
    public string Blank(string text) => Placeholders.Aggregate(text, static (blank, pair) => blank.Replace(pair.Value, pair.Key, StringComparison.Ordinal));

    /// <summary>The stand-in, behaving as told.</summary>
    public string InstallFake(string behaviour = "") => FakeS5cmd.Install(_home.FullName, behaviour);

    public ToolProcess Start(string executable, params IReadOnlyList<string> arguments) => ToolProcess.Start(executable, arguments, Environment);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _home.Delete(recursive: true);
    }
}
