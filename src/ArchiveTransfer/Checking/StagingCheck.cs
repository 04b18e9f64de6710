using ArchiveTransfer.Execution;
using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.Checking;

/// <summary>Makes the directory that the traditional workflow would make, and removes whatever it had to make for it.</summary>
internal static class StagingCheck
{
    public static ArchiveCollectionCheckItem Run(ArchiveCollectionOptions options)
    {
        // A dry run writes nothing.
        bool required = !options.DryRun;
        string root = options.Staging.Directory ?? Path.GetTempPath();
        try
        {
            using var missing = new MissingDirectories(Path.GetFullPath(root));
            using (var staging = new StagingArea(options.Staging.Directory))
            {
                staging.Make();
            }

            return CheckItems.Passed(CheckItems.StagingWrite, $"A private directory can be made in {DisplayText.Quote(root)}.", required);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return CheckItems.Failed(CheckItems.StagingWrite, TransferErrorCodes.StagingFailed, $"{DisplayText.Escape(exception.Message, DisplayText.WholeMessage)} Set Staging.Directory to one that can be written.", required);
        }
    }
}
