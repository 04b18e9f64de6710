namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>
/// How many requests may be in flight, learnt from what becomes of them. Doubles while throughput grows with it; a 503 takes 15 %, once
/// for all requests sent before it was heeded; then back along a cubic curve, fast to just under the last limit, slowly past it, faster the
/// longer nothing says no. Growth that brought nothing is taken back and tried again later. Only what was used up grows. Time is the
/// caller's; not thread-safe.
/// </summary>
internal sealed class AdaptiveLimit
{
    public const int DefaultStart = 16;

    /// <summary>What is left after a 503.</summary>
    private const double Decrease = 0.85;

    /// <summary>In flight over limit from which a round counts as used up.</summary>
    private const double Used = 0.75;

    /// <summary>Throughput gained over requests added, both as logarithms, below which growth brought nothing.</summary>
    private const double LeastGain = 0.25;

    /// <summary>Round trips of a round that is measured; one that lets a change take effect is one.</summary>
    private const int MeasuredTrips = 2;

    /// <summary>Growth after which throughput is compared; less drowns in noise.</summary>
    private const double Comparable = 1.15;

    /// <summary>Rounds in a row that must find no gain.</summary>
    private const int Doubts = 2;

    /// <summary>Latency over its base from which a smaller limit is tried.</summary>
    private const double Queued = 2;

    private const int MostPatience = 16;

    /// <summary>Past the last limit by so much, it is not there any more.</summary>
    private const double Outgrown = 1.5;

    private static readonly TimeSpan ShortestReturn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(10);

    private readonly int ceiling;
    private double window;

    // The curve: where the last limit was (0: none met yet, the limit doubles), and time spent used up since then.
    private double lastLimit;
    private TimeSpan onCurve;
    private double patience = 1;
    private TimeSpan latency;
    private TimeSpan heededAt = TimeSpan.MinValue;

    // The round: as many answers as were in flight, one or more times.
    private TimeSpan roundBegan;
    private TimeSpan touchedAt;
    private double area;
    private int completed;
    private int answered;
    private bool throttled;
    private bool fresh;
    private bool settling;
    private int peak;
    private int peakBefore;
    private TimeSpan latencies;

    // What growth is measured against.
    private Sample? anchor;
    private int doubts;

    // A smaller limit on trial, and what it must not fall short of.
    private Sample? trial;
    private double windowBeforeTrial;
    private TimeSpan triedAt;
    private TimeSpan baseLatency;

    public AdaptiveLimit(int start, int ceiling, TimeSpan now)
    {
        this.ceiling = ceiling;
        window = Math.Clamp(start, 1, ceiling);
        (roundBegan, touchedAt, triedAt) = (now, now, now);
    }

    /// <summary>Most requests in flight.</summary>
    public int Limit => (int)window;

    /// <summary>No limit was met yet: a better guess may replace what was grown so far.</summary>
    public bool IsFresh { get; private set; } = true;

    /// <summary>A limit that was low already when a request found it too high: starts on the curve.</summary>
    public static AdaptiveLimit After(double inFlight, int ceiling, TimeSpan now)
    {
        var limit = new AdaptiveLimit((int)Math.Ceiling(inFlight), ceiling, now);
        limit.Throttle(now, Math.Max(1, inFlight));
        return limit;
    }

    /// <summary>A better guess than the start, while nothing is known.</summary>
    public void Suggest(int start)
    {
        if (IsFresh && start > window)
        {
            (window, anchor, doubts) = (Math.Min(start, ceiling), null, 0);
        }
    }

    /// <summary>A request is sent.</summary>
    /// <param name="inFlight">Requests in flight, this one included.</param>
    public void Enter(TimeSpan now, int inFlight)
    {
        Touch(now, inFlight - 1);
        peak = Math.Max(peak, inFlight);
    }

    /// <summary>A request has ended.</summary>
    /// <param name="inFlight">Requests in flight, this one included.</param>
    public void Leave(TimeSpan now, TimeSpan enteredAt, PlaceOutcome outcome, int inFlight)
    {
        Touch(now, inFlight);
        if (outcome == PlaceOutcome.Throttled)
        {
            Throttled(now, enteredAt);
        }

        if (outcome == PlaceOutcome.Answered)
        {
            answered++;
            latencies += now - enteredAt;
        }

        if (outcome != PlaceOutcome.Abandoned)
        {
            completed++;
            fresh |= enteredAt >= roundBegan;
        }

        if (fresh && completed >= Math.Max(4, settling ? peak : MeasuredTrips * peak))
        {
            EndRound(now);
        }
    }

    /// <summary>A request that has no place was asked for less.</summary>
    public void Throttled(TimeSpan now, TimeSpan sentAt)
    {
        throttled = true;

        // Sent before the last decrease was in force, it says nothing new.
        if (sentAt >= heededAt)
        {
            // What was never in flight was not refused either.
            Throttle(now, Math.Min(window, Math.Max(1, Math.Max(peak, peakBefore))));
        }
    }

    /// <summary>Takes back decreases that turned out to be another limit's business.</summary>
    public void Restore(double former)
    {
        window = Math.Clamp(Math.Max(window, former), 1, ceiling);
        lastLimit = window;
        onCurve = Return();
        IsFresh = false;
    }

    private void Throttle(TimeSpan now, double refused)
    {
        IsFresh = false;
        lastLimit = refused;
        window = Math.Max(1, refused * Decrease);
        heededAt = now;
        onCurve = TimeSpan.Zero;
        patience = 1;
        (anchor, trial, doubts) = (null, null, 0);
        BeginRound(now, settle: true);
    }

    private void EndRound(TimeSpan now)
    {
        TimeSpan length = now - roundBegan;
        if (settling || throttled || answered == 0 || length <= TimeSpan.Zero)
        {
            BeginRound(now, settle: false);
            return;
        }

        var sample = new Sample(area / length.Ticks, answered / length.TotalSeconds, latencies / answered);
        latency = latency == TimeSpan.Zero ? sample.Latency : (latency * 0.75) + (sample.Latency * 0.25);
        baseLatency = baseLatency == TimeSpan.Zero || sample.Latency < baseLatency ? sample.Latency : baseLatency;
        bool settle = false;
        if (trial is not null)
        {
            settle = Judge(sample, now);
        }
        else if (sample.InFlight >= Used * Limit)
        {
            settle = lastLimit == 0 ? Double(sample) : Follow(sample, length, now);
        }

        BeginRound(now, settle);
    }

    /// <summary>No limit is known: twice as many, as long as that brings something.</summary>
    private bool Double(Sample sample)
    {
        if (anchor is { } before && sample.InFlight >= before.InFlight * Comparable && !Gained(before, sample))
        {
            if (++doubts >= Doubts)
            {
                TakeBack(before);
            }

            return doubts == 0;
        }

        doubts = 0;
        anchor = sample;
        if (window >= ceiling)
        {
            (lastLimit, onCurve) = (window, Return());
            return false;
        }

        window = Math.Min(window * 2, ceiling);
        return true;
    }

    /// <summary>A limit is known: along the curve.</summary>
    private bool Follow(Sample sample, TimeSpan length, TimeSpan now)
    {
        if (anchor is { } before && sample.InFlight >= before.InFlight * Comparable)
        {
            if (!Gained(before, sample))
            {
                if (++doubts >= Doubts)
                {
                    TakeBack(before);
                    return true;
                }

                return false;
            }

            (anchor, patience) = (sample, 1);
        }

        doubts = 0;
        if (sample.Latency > baseLatency * Queued && now - triedAt > Trips())
        {
            (trial, windowBeforeTrial) = (sample, window);
            window = Math.Max(1, window * Decrease);
            return true;
        }

        onCurve += length;
        if (onCurve >= Return() && anchor is null)
        {
            anchor = sample;
        }

        double way = onCurve / Return();
        window = Math.Clamp(lastLimit * (1 + ((1 - Decrease) * Math.Pow(way - 1, 3))), 1, ceiling);
        if (window >= Math.Max(lastLimit * Outgrown, lastLimit + 2))
        {
            (lastLimit, anchor) = (0, sample);
        }

        return false;
    }

    /// <summary>Growth brought nothing: back to where it began, and longer before it is tried again.</summary>
    private void TakeBack(Sample before)
    {
        IsFresh = false;
        window = lastLimit = Math.Clamp(before.InFlight, 1, ceiling);
        patience = Math.Min(patience * 2, MostPatience);
        onCurve = Return();
        (anchor, doubts) = (null, 0);
    }

    /// <summary>Whether fewer in flight do as well.</summary>
    private bool Judge(Sample sample, TimeSpan now)
    {
        Sample before = trial!.Value;
        if (sample.InFlight > before.InFlight / Comparable && ++doubts < Doubts)
        {
            return false;
        }

        (trial, doubts) = (null, 0);
        if (sample.InFlight < before.InFlight && Gained(sample, before))
        {
            // They are slower for another reason than their number, it seems; once may be chance.
            TimeSpan raised = baseLatency * Queued;
            (window, triedAt, baseLatency) = (windowBeforeTrial, now, sample.Latency < raised ? sample.Latency : raised);
            return true;
        }

        // The next may follow at once: what waits in a line serves nobody.
        (lastLimit, onCurve, anchor) = (window, Return(), null);
        return false;
    }

    /// <summary>How long the way back to the last limit takes.</summary>
    private TimeSpan Return() => patience * Trips();

    private TimeSpan Trips()
    {
        TimeSpan trips = latency * 30;
        return trips < ShortestReturn ? ShortestReturn : trips > LongestReturn ? LongestReturn : trips;
    }

    private void BeginRound(TimeSpan now, bool settle)
    {
        (roundBegan, settling) = (now, settle);
        (area, completed, answered, throttled, fresh, latencies) = (0, 0, 0, false, false, TimeSpan.Zero);
        (peakBefore, peak) = (peak, 0);
    }

    private void Touch(TimeSpan now, int inFlight)
    {
        area += inFlight * (double)(now - touchedAt).Ticks;
        touchedAt = now;
        peak = Math.Max(peak, inFlight);
    }

    private static bool Gained(Sample less, Sample more) =>
        Math.Log(more.PerSecond / less.PerSecond) >= LeastGain * Math.Log(more.InFlight / less.InFlight);

    private readonly record struct Sample(double InFlight, double PerSecond, TimeSpan Latency);
}
