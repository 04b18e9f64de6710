using ArchiveTransfer.Benchmarks.Simulator;
using BenchmarkDotNet.Running;

if (args is ["simulator", .. string[] arguments])
{
    return await SimulatorBenchmark.RunAsync(arguments);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
