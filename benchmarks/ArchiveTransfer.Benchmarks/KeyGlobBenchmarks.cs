using System.Text.RegularExpressions;
using ArchiveTransfer.Benchmarks.InMemory;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks;

/// <summary>A glob over the keys of a listing, beside the regular expression somebody would have made of it.</summary>
[MemoryDiagnoser]
public class KeyGlobBenchmarks
{
    private const int Count = 10_000;

    private readonly string[] keys = ArchiveKeys.Create(Count);
    private KeyGlob glob = null!;
    private Regex compiled = null!;
    private Regex linear = null!;

    /// <summary>A suffix, a path with a set, and folders at any depth.</summary>
    [Params("*.zip", "data/spot/daily/klines/*/1m/*-2021-0[1-6]-*.zip", "data/**/1m/*-{2020,2021}-*.zip")]
    public string Glob { get; set; } = "";

    [GlobalSetup]
    public void Parse()
    {
        string pattern = Glob switch
        {
            "*.zip" => @"\A(?:.*/)?[^/]*\.zip\z",
            "data/spot/daily/klines/*/1m/*-2021-0[1-6]-*.zip" => @"\Adata/spot/daily/klines/[^/]*/1m/[^/]*-2021-0[1-6]-[^/]*\.zip\z",
            _ => @"\Adata/(?:.*/)?1m/[^/]*-(?:2020|2021)-[^/]*\.zip\z",
        };
        glob = KeyGlob.Parse(Glob);
        compiled = new Regex(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        linear = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        if (keys.Any(key => glob.Matches(key) != compiled.IsMatch(key) || glob.Matches(key) != linear.IsMatch(key)))
        {
            throw new InvalidOperationException($"{Glob} and {pattern} do not match the same keys.");
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int RegexCompiled() => CountMatches(compiled);

    /// <summary>Linear in the key whatever the pattern, as the glob is.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int RegexNonBacktracking() => CountMatches(linear);

    [Benchmark(OperationsPerInvoke = Count)]
    public int Globs()
    {
        int matched = 0;
        foreach (string key in keys)
        {
            matched += glob.Matches(key) ? 1 : 0;
        }

        return matched;
    }

    private int CountMatches(Regex regex)
    {
        int matched = 0;
        foreach (string key in keys)
        {
            matched += regex.IsMatch(key) ? 1 : 0;
        }

        return matched;
    }
}
