using System.Diagnostics.Metrics;

namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>The endpoints that runs of this process use, one limiter for each. What was learnt is kept a little longer than the last run that used it.</summary>
internal sealed class EndpointLimiters
{
    public static readonly EndpointLimiters Shared = new();

    private static readonly Meter Meter = new(ArchiveTransferTelemetry.MeterName);
    private static readonly LimiterGauges Gauges = new(Meter, Shared);

    private const int MostResting = 32;

    private const string Aws = "aws";

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly object gate = new();
    private readonly List<Entry> entries = [];

    /// <summary>Endpoints known, in use or not.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>The limiter of an endpoint; give it back with <see cref="Release"/>.</summary>
    /// <param name="serviceUrl">Null or empty: AWS, whose bucket names are its own in all regions.</param>
    public EndpointLimiter Acquire(string? serviceUrl, TimeProvider time)
    {
        string name = NameOf(serviceUrl);
        lock (gate)
        {
            Forget();
            Entry? entry = entries.Find(known => known.Limiter.Name == name && known.Limiter.Time == time);
            if (entry is null)
            {
                entry = new Entry(new EndpointLimiter(name, time));
                entries.Add(entry);
            }

            entry.Users++;
            return entry.Limiter;
        }
    }

    public void Release(EndpointLimiter limiter)
    {
        lock (gate)
        {
            Entry entry = entries.Find(known => known.Limiter == limiter) ?? throw new InvalidOperationException("The limiter was given back before.");
            if (--entry.Users == 0)
            {
                entry.RestsSince = limiter.Now;
                if (limiter.Time != TimeProvider.System)
                {
                    // A clock of somebody's own is not kept alive.
                    entries.Remove(entry);
                }
            }

            Forget();
        }
    }

    /// <summary>What can be seen of those in use.</summary>
    public List<LimiterReading> Read()
    {
        var readings = new List<LimiterReading>();
        lock (gate)
        {
            foreach (Entry entry in entries)
            {
                if (entry.Users > 0)
                {
                    entry.Limiter.Read(readings);
                }
            }
        }

        return readings;
    }

    private static string NameOf(string? serviceUrl) =>
        string.IsNullOrEmpty(serviceUrl) ? Aws
        : Uri.TryCreate(serviceUrl, UriKind.Absolute, out Uri? url) ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped).ToLowerInvariant()
        : serviceUrl;

    private void Forget()
    {
        entries.RemoveAll(static entry => entry.Users == 0 && entry.Limiter.Now - entry.RestsSince > Remembered);
        foreach (Entry oldest in entries.Where(static entry => entry.Users == 0).OrderByDescending(static entry => entry.RestsSince).Skip(MostResting).ToList())
        {
            entries.Remove(oldest);
        }
    }

    private sealed class Entry(EndpointLimiter limiter)
    {
        public EndpointLimiter Limiter => limiter;

        public int Users { get; set; }

        public TimeSpan RestsSince { get; set; }
    }
}
