namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class VirtualClock : TimeProvider
{
    public TimeSpan Now { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;
}
