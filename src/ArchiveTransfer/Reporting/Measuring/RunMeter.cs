using System.Diagnostics;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Reporting.Measuring;

/// <summary>Measures what a run uses: some from its beginning to its end, some at an interval. The instruments are named in docs/measurements.md.</summary>
internal sealed class RunMeter
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(1);

    private readonly TransferRun run;
    private readonly long startedAt;
    private readonly ProcessorUse processorAtStart = ProcessorUse.Read();
    private readonly long allocatedAtStart = GC.GetTotalAllocatedBytes(precise: true);
    private readonly object gate = new();
    private readonly MeasuredCourse course = new();
    private long peakManagedHeap;
    private long peakTree;
    private double peakRate;
    private (TimeSpan At, long Bytes) window;
    private TimeSpan? transferBegan;
    private TimeSpan? planKnown;
    private TimeSpan? transferEnded;

    public RunMeter(TransferRun run, long startedAt) => (this.run, this.startedAt) = (run, startedAt);

    private TimeSpan Elapsed => run.TimeProvider.GetElapsedTime(startedAt);

    private long BytesMoved => run.Counters.BytesReceived + run.Counters.BytesSent;

    public void TransferBegins() => transferBegan = Elapsed;

    public void PlanIsKnown() => planKnown = Elapsed;

    public void TransferEnds() => transferEnded = Elapsed;

    /// <summary>Reads what only a look tells.</summary>
    public void Look(long copied, int inFlight)
    {
        long heap = GC.GetTotalMemory(forceFullCollection: false);
        long tree = Environment.WorkingSet + run.Children.ReadResidentBytes();
        lock (gate)
        {
            TimeSpan now = Elapsed;
            long moved = BytesMoved;
            peakManagedHeap = Math.Max(peakManagedHeap, heap);
            peakTree = Math.Max(peakTree, tree);
            if (now - window.At >= RateWindow)
            {
                peakRate = Math.Max(peakRate, (moved - window.Bytes) / (now - window.At).TotalSeconds);
                window = (now, moved);
            }

            course.Add(new MeasuredMoment
            {
                Elapsed = now,
                ProcessTreeBytes = tree,
                ManagedHeapBytes = heap,
                BytesReceived = run.Counters.BytesReceived,
                BytesSent = run.Counters.BytesSent,
                Copied = copied,
                InFlight = inFlight,
            });
        }
    }

    /// <summary>What was measured until now.</summary>
    /// <param name="elapsed">Of the whole run.</param>
    public ArchiveCollectionMeasurements Read(TimeSpan elapsed)
    {
        ProcessorUse processor = ProcessorUse.Read() - processorAtStart;
        using var process = Process.GetCurrentProcess();
        double average = elapsed > TimeSpan.Zero ? BytesMoved / elapsed.TotalSeconds : 0;
        TimeSpan opened = transferBegan ?? elapsed;
        TimeSpan ended = transferEnded ?? elapsed;
        lock (gate)
        {
            return new ArchiveCollectionMeasurements
            {
                OpeningTime = opened,
                PlanningTime = (planKnown ?? ended) - opened,
                TransferTime = ended - opened,
                ClosingTime = elapsed - ended,
                PeakWorkingSetBytes = process.PeakWorkingSet64,
                PeakProcessTreeBytes = Math.Max(peakTree, process.PeakWorkingSet64),
                PeakManagedHeapBytes = peakManagedHeap,
                AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - allocatedAtStart,
                ProcessorTime = processor.Own,
                ChildProcessorTime = processor.Children,
                BytesReceived = run.Counters.BytesReceived,
                BytesSent = run.Counters.BytesSent,
                AverageBytesPerSecond = average,
                PeakBytesPerSecond = Math.Max(peakRate, average),
                Requests = run.Counters.ReadRequests(),
                PeakLocalStorageBytes = run.Staging.PeakBytes,
                LocalStorageBytesWritten = run.Staging.WrittenBytes,
                Retries = run.Counters.Retries,
                Throttles = run.Counters.Throttles,
                TimeLost = run.Counters.TimeLost,
                Course = course.Read(),
            };
        }
    }
}
