using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.Strategies.S5cmd;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks.S5cmd;

/// <summary>The line of <c>s5cmd run</c> for one copy, beside the interpolation somebody would have written; numbers are per line.</summary>
[MemoryDiagnoser]
public class QuotingBenchmarks
{
    private const int Count = 10_000;

    private readonly string flags = S5cmdLine.Flags([("--metadata-directive", "COPY")]);
    private (string Source, string Destination)[] copies = [];

    /// <summary>Keys with an apostrophe are quoted otherwise, and what is special there is escaped.</summary>
    [Params(false, true)]
    public bool Apostrophes { get; set; }

    [GlobalSetup]
    public void Write()
    {
        copies =
        [
            .. from key in ArchiveKeys.Create(Count)
               let dressed = Apostrophes ? key.Replace("klines", "trader's $klines", StringComparison.Ordinal) : key
               select (S5cmdLine.Url("data.binance.vision", dressed), S5cmdLine.Url("lake", "raw/binance/" + dressed)),
        ];
        foreach ((string source, string destination) in copies)
        {
            (string theirs, string ours) = (Interpolated(flags, source, destination), S5cmdLine.Copy(flags, source, destination));
            if (theirs != ours)
            {
                throw new InvalidOperationException($"Not the same line:\n{theirs}{ours}");
            }
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int ReplaceAndInterpolate()
    {
        int length = 0;
        foreach ((string source, string destination) in copies)
        {
            length += Interpolated(flags, source, destination).Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Line()
    {
        int length = 0;
        foreach ((string source, string destination) in copies)
        {
            length += S5cmdLine.Copy(flags, source, destination).Length;
        }

        return length;
    }

    private static string Interpolated(string flags, string source, string destination) => $"cp {flags} {Quoted(source)} {Quoted(destination)}\n";

    private static string Quoted(string word)
    {
        if (word.Contains('\n', StringComparison.Ordinal))
        {
            throw new ArgumentException("A line feed cannot be quoted.", nameof(word));
        }

        if (!word.Contains('\'', StringComparison.Ordinal))
        {
            return $"'{word}'";
        }

        string escaped = word
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal)
            .Replace("`", "\\`", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
