namespace ArchiveTransfer.Reporting.Measuring;

/// <summary>Moments of a run, evenly spread however long it lasts: when there are too many every other one goes, and half as many come. Not thread-safe.</summary>
internal sealed class MeasuredCourse
{
    public const int Most = 600;

    private readonly List<MeasuredMoment> kept = [];
    private int stride = 1;
    private int skipped;

    public void Add(MeasuredMoment moment)
    {
        if (kept.Count > 0 && ++skipped < stride)
        {
            return;
        }

        skipped = 0;
        if (kept.Count == Most)
        {
            int to = 0;
            for (int from = 0; from < kept.Count; from += 2)
            {
                kept[to++] = kept[from];
            }

            kept.RemoveRange(to, kept.Count - to);
            stride *= 2;
        }

        kept.Add(moment);
    }

    public IReadOnlyList<MeasuredMoment> Read() => [.. kept];
}
