using Xunit;

namespace ArchiveTransfer.Reporting;

/// <summary>A path for the report of a test, and what comes to stand there; gone at its end.</summary>
internal sealed class ReportOnDisk : IDisposable
{
    private readonly DirectoryInfo directory = System.IO.Directory.CreateTempSubdirectory("archivetransfer-report-");

    public string Directory => directory.FullName;

    public string Path => System.IO.Path.Combine(directory.FullName, "deep", "report.jsonl");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<List<TransferOutcome>> ReadAsync()
    {
        await using FileStream stream = File.OpenRead(Path);
        return await ArchiveCollectionReport.ReadAsync(stream, Cancellation).ToListAsync(Cancellation);
    }

    public async Task<ArchiveCollectionResult?> ReadSummaryAsync()
    {
        await using FileStream stream = File.OpenRead(Path);
        return await ArchiveCollectionReport.ReadSummaryAsync(stream, Cancellation);
    }

    public void Dispose() => directory.Delete(recursive: true);
}
