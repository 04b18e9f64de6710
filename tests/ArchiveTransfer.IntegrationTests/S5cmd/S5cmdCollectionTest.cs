using System.Collections.Concurrent;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Strategies.S5cmd;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Collections whose direct engine is an s5cmd: the real one, or the stand-in with something wrong with it.</summary>
public abstract class S5cmdCollectionTest : CollectionTest
{
    private readonly string _directory = Directory.CreateTempSubdirectory("archivetransfer-test-").FullName;
    private int _installed;

    /// <summary>Everything that was logged, at every level.</summary>
    private protected CollectingLogger Log { get; } = new();

    /// <summary>Real tools, each by its path; without one, a row that is skipped.</summary>
    public static TheoryData<string> RealTools => RealS5cmd.Paths.Count > 0 ? [.. RealS5cmd.Paths] : [""];

    protected int ChildrenStarted => Log.Lines.Count(static line => line.Contains("started", StringComparison.Ordinal) && line.Contains("s5cmd process", StringComparison.Ordinal));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips a test that nothing real can run.</summary>
    protected static string Real(string tool)
    {
        Assert.SkipWhen(tool.Length == 0, RealS5cmd.Missing);
        return tool;
    }

    /// <summary>A stand-in that behaves so.</summary>
    protected string StandIn(string behaviour = "") =>
        FakeS5cmd.Install(Directory.CreateDirectory(Path.Combine(_directory, $"{Interlocked.Increment(ref _installed)}")).FullName, behaviour);

    protected static Action<ArchiveCollectionOptions> By(string tool, Action<ArchiveCollectionOptions>? configure = null) => options =>
    {
        options.S5cmd.Preferred = true;
        options.S5cmd.ExecutablePath = tool;
        options.Tags = TagHandling.Any;
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
        configure?.Invoke(options);
    };

    private protected ArchiveCollectionComponents Parts(S5cmdSettings? settings = null) => new() { S5cmdSettings = settings ?? S5cmdSettings.Default, LoggerFactory = Log };

    private protected Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome> Outcomes)> CollectByAsync(
        string tool, Action<ArchiveCollectionOptions>? configure = null, S5cmdSettings? settings = null) => CollectOutcomesAsync(By(tool, configure), Parts(settings));

    protected void PutMany(int count, string prefix = "")
    {
        for (int i = 0; i < count; i++)
        {
            Source.Put($"{prefix}{i:D5}.zip", Bytes(50 + (i % 97), i), new Dictionary<string, string> { ["content-type"] = $"text/x-{i % 7}", ["x-amz-meta-index"] = $"{i}" });
        }
    }

    /// <summary>Everything went by s5cmd, is at the destination as it is at the source, and nothing of a child is left.</summary>
    protected void AssertAllByS5cmd(ArchiveCollectionResult result, int count)
    {
        AssertSucceeded(result);
        Assert.Equal((count, count), (result.Totals.Planned, result.Totals.Copied));
        Assert.Equal([(TransferStrategyNames.S5cmd, count)], result.Strategies.Where(static strategy => strategy.Copied > 0).Select(static strategy => (strategy.Strategy, (int)strategy.Copied)));
        AssertMirrored();
    }

    /// <summary>Logs into memory.</summary>
    private protected sealed class CollectingLogger : ILogger, ILoggerFactory
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
