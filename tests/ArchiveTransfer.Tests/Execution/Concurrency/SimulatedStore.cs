namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// A store in virtual time: each request answered after its latency, with 503 where its bucket of tokens is empty, and no more a second than
/// its capacity, the rest waiting in line. The same seed gives the same times.
/// </summary>
internal sealed class SimulatedStore(int seed = 1)
{
    private readonly Random random = new(seed);
    private readonly Dictionary<string, (double Tokens, double At)> buckets = [];
    private double served;

    /// <summary>Requests a second that are admitted, by time; null: all.</summary>
    public Func<double, double>? Admitted { get; init; }

    /// <summary>The same for each leaf prefix; null: all.</summary>
    public Func<string, double?>? AdmittedOfLeaf { get; init; }

    public double Burst { get; init; } = 350;

    public Func<double, double> Latency { get; init; } = static _ => 0.1;

    /// <summary>Share of the latency that it varies by, evenly.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>Spread of a long tail of latencies with the same mean; 0: none.</summary>
    public double Tail { get; init; }

    /// <summary>Requests a second that can be worked on, by time; null: all.</summary>
    public Func<double, double>? Capacity { get; init; }

    /// <summary>When it is answered, and whether with a 503.</summary>
    public (double At, bool Throttled) Send(double now, string leaf = "")
    {
        double latency = Latency(now) * (1 + (Jitter * ((2 * random.NextDouble()) - 1)));
        double weight = Tail == 0 ? 1 : Math.Exp((Tail * Gauss()) - (Tail * Tail / 2));
        bool throttled = (AdmittedOfLeaf?.Invoke(leaf) is { } ofLeaf && !Take(leaf, now, ofLeaf)) || (Admitted is not null && !Take("", now, Admitted(now)));
        if (Capacity is null || throttled)
        {
            return (now + (latency * weight), throttled);
        }

        served = Math.Max(served, now) + (weight / Capacity(now));
        return (served + latency, false);
    }

    private bool Take(string bucket, double now, double perSecond)
    {
        (double tokens, double at) = buckets.GetValueOrDefault(bucket, (Burst, 0));
        tokens = Math.Min(Burst, tokens + ((now - at) * perSecond));
        buckets[bucket] = (tokens < 1 ? tokens : tokens - 1, now);
        return tokens >= 1;
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
