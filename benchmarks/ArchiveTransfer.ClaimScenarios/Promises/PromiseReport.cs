using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>What is made of the rounds; of nothing else, so that it can be made again.</summary>
internal static class PromiseReport
{
    private static readonly string[] NotProvable =
    [
        "The real rate of a store's copies: the shapes say 80 MB/s in a region and 40 MB/s between two, and the chart of the copy rates says what another rate would mean.",
        "KMS and SHA-256 by Amazon's own S3, throttling by its partitions, and whether the bucket of the Binance archive lets another account copy from it.",
        "Many cores, and Windows.",
        "The workflow that this library replaces: its figures were labelled simulated. The baseline is the competent way of doing the same, not that workflow.",
        "Left out to stay within the hour: files of 25 MB by the hundred and thousand, 1,000 files of 1.5 MB, every data set in every shape, checksum files beside more than one of them, more than one round of memory at 1,000,000 objects, more than one run of each kind of fault.",
        "Checksum files as evidence: they are collected like every other file, since verification by them is not built yet.",
    ];

    public static ClaimReport Of(ClaimMachine machine, IReadOnlyList<MeasuredCase> rounds)
    {
        var draft = new ReportDraft(machine.IsWhole);
        SmallSet.AddTo(draft, rounds);
        TimeSaved.AddTo(draft, rounds);
        Operations.AddTo(draft, rounds);
        Memory.AddTo(draft, rounds);
        Bandwidth.AddTo(draft, rounds);
        Storage.AddTo(draft, rounds);
        Errors.AddTo(draft, rounds);
        Competence.AddTo(draft, rounds);
        OwnBest.AddTo(draft, rounds);
        Crossover.AddTo(draft, rounds);
        SwitchRows.AddTo(draft, rounds);
        return new ClaimReport { Machine = machine, Verdicts = draft.Verdicts, Tables = draft.Tables, Charts = draft.Charts, NotProvable = NotProvable };
    }
}
