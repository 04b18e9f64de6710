using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace ArchiveTransfer.Benchmarks.Claims;

/// <summary>The cells of table A that a calm machine gets through in minutes, as BenchmarkDotNet measures: whole collections, each in a process of its own, its start included.</summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 5, invocationCount: 1)]
public class ClaimBenchmarks
{
    private ClaimStage? stage;

    [Params("office-100mbit", "same-region", "tokyo-virginia")]
    public string Shape { get; set; } = "";

    [Params(6, 1_000)]
    public int Files { get; set; }

    [GlobalSetup]
    public async Task StartAsync() => stage = await ClaimStage.StartAsync(ClaimShape.Named.Single(shape => shape.Name == Shape), CancellationToken.None);

    [GlobalCleanup]
    public async Task StopAsync() => await stage!.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task<double> Traditional() => CollectAsync(Way.Traditional);

    [Benchmark]
    public Task<double> ServerSideCopy() => CollectAsync(Way.Copy);

    [Benchmark]
    public Task<double> Streaming() => CollectAsync(Way.Streaming);

    /// <summary>Always 150 MB.</summary>
    private async Task<double> CollectAsync(Way way)
    {
        MeasuredCase measured = await stage!.RunAsync(new Case("benchmark", way, new DataSet(Files, 150_000_000 / Files)), 1, CancellationToken.None);
        return measured.Outcome is { Failed: 0, Error: null } outcome ? outcome.Seconds : throw new InvalidDataException(measured.Outcome.Error);
    }
}
