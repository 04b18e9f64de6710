using ArchiveTransfer.Benchmarks.Claims;
using ArchiveTransfer.Benchmarks.CrossRegion;
using ArchiveTransfer.Benchmarks.Listing;
using ArchiveTransfer.Benchmarks.Peers;
using ArchiveTransfer.Benchmarks.S5cmd;
using ArchiveTransfer.Benchmarks.Scale;
using ArchiveTransfer.Benchmarks.Shapes;
using ArchiveTransfer.Benchmarks.Simulator;
using ArchiveTransfer.Benchmarks.Throttle;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["shapes"]:
        return await ShapeTruth.RunAsync(Console.Out);
    case ["claims", .. string[] arguments]:
        return await ClaimRun.RunAsync(arguments);
    case ["claims-report", .. string[] arguments]:
        return await ClaimPages.RunAsync(arguments);
    case ["claims-agree", .. string[] arguments]:
        return await ClaimAgreement.RunAsync(arguments);
    case ["cross-region", .. string[] arguments]:
        return await CrossRegionCopies.RunAsync(arguments);
    case [ListingSpeed.Name, .. string[] arguments]:
        return await ListingSpeed.RunAsync(arguments);
    case ["latency", .. string[] arguments]:
        return await CopyLatency.RunAsync(arguments);
    case ["memory-limit", .. string[] arguments]:
        return await MemoryLimit.RunAsync(arguments);
    case ["peers", .. string[] arguments]:
        return await PeerCopies.RunAsync(arguments);
    case ["s5cmd", .. string[] arguments]:
        return await S5cmdOverhead.RunAsync(arguments);
    case ["throttle", .. string[] arguments]:
        return await ThrottledCopies.RunAsync(arguments);
    case ["scale", .. string[] arguments]:
        return await CopyScale.RunAsync(arguments);
    case ["stream", .. string[] arguments]:
        return await PeerStreams.RunAsync(arguments);
    case ["simulator", .. string[] arguments]:
        return await SimulatorBenchmark.RunAsync(arguments);
}

// The library is built once more for the processes that measure, which a busy machine does not do within the two minutes that are the default.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)));
return 0;
