namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>Progress as lines, few enough for the log of a nightly job.</summary>
internal sealed class PlainProgress(TextWriter words) : IProgress<ArchiveCollectionProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private TimeSpan next = TimeSpan.FromSeconds(2);

    public void Report(ArchiveCollectionProgress value)
    {
        if (value.Elapsed >= next && !value.IsFinal)
        {
            next = value.Elapsed + Interval;
            words.WriteLine($"  {ProgressText.Of(value)}");
        }
    }
}
