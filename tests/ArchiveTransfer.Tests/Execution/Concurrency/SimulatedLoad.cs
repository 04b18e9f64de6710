#pragma warning disable CA2012 // A free place is there at once, which is what is tested; waits are kept to see who is served.
using Xunit;

namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// Workers that always have something to send, or as many as they are given, through the process's real limiter in virtual time. One that is
/// refused waits for the retry's delay without a place.
/// </summary>
internal sealed class SimulatedLoad
{
    private const int MostWaiting = 8;

    private readonly SimulatedStore store;
    private readonly VirtualClock clock = new();
    private readonly EndpointLimiter endpoint;
    private readonly RequestPlaces places;
    private readonly Func<double, int> demand;
    private readonly Func<int, string> keyOf;
    private readonly Random random = new(7);
    private readonly PriorityQueue<(Place Place, bool Throttled), double> answers = new();
    private readonly PriorityQueue<string, double> delayed = new();
    private readonly List<(string Key, ValueTask<Place> Entry)> waiting = [];
    private readonly List<(double At, bool Throttled, string Leaf)> log = [];
    private int sent;
    private int inFlight;

    public SimulatedLoad(SimulatedStore store, Func<double, int>? demand = null, int start = 16, Func<int, string>? keyOf = null, int? maxConcurrency = null)
    {
        this.store = store;
        this.demand = demand ?? (static _ => 1_024);
        this.keyOf = keyOf ?? (static number => $"data/{number}");
        endpoint = new EndpointLimiter("store", clock);
        PlaceGate? share = maxConcurrency is { } most ? new PlaceGate(most) : null;
        places = new RequestPlaces(endpoint, "bucket", share, share, start);
    }

    public int Limit => places.WriteLimit;

    public int PeakInFlight { get; private set; }

    public int HotLeaves
    {
        get
        {
            var readings = new List<LimiterReading>();
            endpoint.Read(readings);
            return readings.Sum(static reading => reading.HotPrefixes);
        }
    }

    /// <summary>Goes on until then.</summary>
    public SimulatedLoad RunUntil(double end)
    {
        Fill();
        while (Next() is { } at && at < end)
        {
            clock.Now = TimeSpan.FromSeconds(at);
            if (answers.TryPeek(out _, out double answered) && answered <= at)
            {
                Answer();
            }
            else if (delayed.TryPeek(out _, out double due) && due <= at)
            {
                Enter(delayed.Dequeue());
            }

            Send();
            Fill();
        }

        return this;
    }

    /// <summary>Requests a second that were answered without a 503.</summary>
    public double Rate(double from, double to, string? leaf = null) =>
        log.Count(entry => !entry.Throttled && entry.At >= from && entry.At < to && (leaf is null || entry.Leaf == leaf)) / (to - from);

    public double ThrottledShare(double from, double to, string? leaf = null)
    {
        List<(double At, bool Throttled, string Leaf)> span = log.FindAll(entry => entry.At >= from && entry.At < to && (leaf is null || entry.Leaf == leaf));
        return span.Count(static entry => entry.Throttled) / (double)Math.Max(1, span.Count);
    }

    private double? Next()
    {
        double answered = answers.TryPeek(out _, out double first) ? first : double.MaxValue;
        double due = delayed.TryPeek(out _, out double second) ? second : double.MaxValue;

        // Demand may change while nothing else happens.
        double next = Math.Min(Math.Min(answered, due), clock.Now.TotalSeconds + 0.01);
        return next;
    }

    private void Answer()
    {
        (Place place, bool throttled) = answers.Dequeue();
        log.Add((clock.Now.TotalSeconds, throttled, LeafOf(place.Key!)));
        inFlight--;
        place.Leave(throttled ? PlaceOutcome.Throttled : PlaceOutcome.Answered);
        if (throttled)
        {
            delayed.Enqueue(place.Key!, clock.Now.TotalSeconds + (0.1 * (0.5 + random.NextDouble())));
        }
    }

    private void Fill()
    {
        // A few that wait take whatever comes free.
        int wanted = demand(clock.Now.TotalSeconds);
        while (waiting.Count < MostWaiting && inFlight + waiting.Count + delayed.Count < wanted)
        {
            Enter(keyOf(sent++));
            Send();
        }
    }

    private void Enter(string key) =>
        waiting.Add((key, places.EnterAsync(ObjectStorage.StoreOperation.CopyObject, new("bucket", key), CancellationToken.None)));

    private void Send()
    {
        for (int i = 0; i < waiting.Count; i++)
        {
            if (!waiting[i].Entry.IsCompleted)
            {
                continue;
            }

            Place place = waiting[i].Entry.Result;
            waiting.RemoveAt(i--);
            (double at, bool throttled) = store.Send(clock.Now.TotalSeconds, LeafOf(place.Key!));
            answers.Enqueue((place, throttled), at);
            PeakInFlight = Math.Max(PeakInFlight, ++inFlight);
        }

        Assert.InRange(Limit, 1, OptionLimits.MaxConcurrency);
    }

    private static string LeafOf(string key) => key[..(key.LastIndexOf('/') + 1)];
}
