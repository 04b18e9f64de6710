using ArchiveTransfer.Benchmarks.Shapes;
using BenchmarkDotNet.Running;

if (args is ["shapes"])
{
    return await ShapeTruth.RunAsync(Console.Out);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
