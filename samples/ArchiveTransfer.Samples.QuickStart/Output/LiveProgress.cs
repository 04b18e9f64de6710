using Spectre.Console;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>Progress as a bar that is drawn over and over; needs a terminal.</summary>
internal sealed class LiveProgress(ProgressTask bar) : IProgress<ArchiveCollectionProgress>
{
    public static Task<T> ShowAsync<T>(IAnsiConsole console, Func<IProgress<ArchiveCollectionProgress>, Task<T>> run) => console
        .Progress()
        .AutoClear(true)
        .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(context => run(new LiveProgress(context.AddTask("listing", autoStart: true).IsIndeterminate())));

    public void Report(ArchiveCollectionProgress value)
    {
        ArchiveCollectionTotals totals = value.Totals;
        bar.IsIndeterminate = value.TotalObjects is null;
        bar.MaxValue = Math.Max(1, value.TotalObjects ?? 1);
        bar.Value = value.TotalObjects is null ? 0 : totals.Copied + totals.Skipped + totals.Failed + totals.WouldCopy;
        bar.Description = Markup.Escape(ProgressText.Of(value));
    }
}
