using System.Text;
using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.Sources;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks;

/// <summary>The order of a listing is that of UTF-8 bytes: what it costs beside the ordinal one, which is wrong beyond U+FFFF, and beside encoding.</summary>
[MemoryDiagnoser]
public class KeyComparisonBenchmarks
{
    private const int Count = 10_000;

    private readonly string[] keys = ArchiveKeys.Create(Count + 1);

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Ordinal()
    {
        int sum = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += string.CompareOrdinal(keys[i], keys[i + 1]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Utf8KeyOrder()
    {
        int sum = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += Utf8KeyComparer.Instance.Compare(keys[i], keys[i + 1]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int EncodeAndCompareBytes()
    {
        int sum = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += Encoding.UTF8.GetBytes(keys[i]).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(keys[i + 1]));
        }

        return sum;
    }
}
