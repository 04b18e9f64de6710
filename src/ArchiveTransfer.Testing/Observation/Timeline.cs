namespace ArchiveTransfer.Testing.Observation;

/// <summary>Load by interval in bounded memory: when it is full, neighbours are merged and the interval doubles. Not safe by itself: the gate is its owner's.</summary>
internal sealed class Timeline
{
    public const int Capacity = 1_000;

    private readonly TimeProvider _clock;
    private readonly TimeSpan _firstInterval;
    private readonly Sample[] _samples = new Sample[Capacity];
    private long _start;
    private long _current;
    private int _inFlight;

    public Timeline(TimeSpan interval, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _clock = clock;
        _firstInterval = interval;
        Restart(0);
    }

    public TimeSpan Interval { get; private set; }

    public void Begin(int inFlight)
    {
        ref var sample = ref Now();
        sample.Begun++;
        sample.Peak = Math.Max(sample.Peak, inFlight);
        _inFlight = inFlight;
    }

    public void End(int inFlight, bool isRejected)
    {
        ref var sample = ref Now();
        if (isRejected)
        {
            sample.Rejected++;
        }

        _inFlight = inFlight;
    }

    public IReadOnlyList<S3LoadSample> Read()
    {
        Now();
        var samples = new S3LoadSample[(int)_current + 1];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = new S3LoadSample
            {
                Start = Interval * i,
                PeakInFlight = _samples[i].Peak,
                Begun = _samples[i].Begun,
                Rejected = _samples[i].Rejected,
            };
        }

        return samples;
    }

    public void Restart(int inFlight)
    {
        Array.Clear(_samples);
        Interval = _firstInterval;
        _start = _clock.GetTimestamp();
        _current = 0;
        _inFlight = inFlight;
        _samples[0].Peak = inFlight;
    }

    private ref Sample Now()
    {
        var elapsed = _clock.GetElapsedTime(_start);
        while (elapsed.Ticks / Interval.Ticks >= Capacity)
        {
            Merge();
        }

        // What is in flight when an interval begins is in flight in it; a clock set back goes on where it was.
        for (var now = elapsed.Ticks / Interval.Ticks; _current < now;)
        {
            _samples[++_current].Peak = _inFlight;
        }

        return ref _samples[_current];
    }

    private void Merge()
    {
        for (var i = 0; i < Capacity / 2; i++)
        {
            var (first, second) = (_samples[2 * i], _samples[(2 * i) + 1]);
            _samples[i] = new Sample { Peak = Math.Max(first.Peak, second.Peak), Begun = first.Begun + second.Begun, Rejected = first.Rejected + second.Rejected };
        }

        Array.Clear(_samples, Capacity / 2, Capacity / 2);
        _current /= 2;
        Interval *= 2;
    }

    private struct Sample
    {
        public int Peak;
        public long Begun;
        public long Rejected;
    }
}
