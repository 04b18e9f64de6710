using ArchiveTransfer.Reporting.Report;

namespace ArchiveTransfer.Checking;

/// <summary>Opens the report that a run of this moment would write, and closes it as it was; what it had to make for that goes again.</summary>
internal static class ReportCheck
{
    public static ArchiveCollectionCheckItem Run(string template, string runId, DateTimeOffset now)
    {
        try
        {
            string path = Path.GetFullPath(ReportPath.Expand(template, runId, now)!);
            using var missing = new MissingDirectories(Path.GetDirectoryName(path)!);
            LineFile.Try(path);
            return CheckItems.Passed(CheckItems.ReportWrite, $"The report {DisplayText.Quote(path)} can be written.");
        }
        catch (ArchiveTransferException exception)
        {
            return CheckItems.Failed(CheckItems.ReportWrite, exception.ErrorCode, exception.Message);
        }
    }
}
