using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Checking;

/// <summary>Names of the items, and how each becomes one.</summary>
internal static class CheckItems
{
    public const string SourceList = "source.list";
    public const string SourceRead = "source.read";
    public const string DestinationList = "destination.list";
    public const string DestinationWrite = "destination.write";
    public const string StagingWrite = "staging.write";
    public const string ReportWrite = "report.write";
    public const string Strategy = "strategy";
    public const string Copy = "copy";

    public static string ListOf(StoreSide side) => side == StoreSide.Source ? SourceList : DestinationList;

    public static string Of(string strategy) => $"{Strategy}.{strategy}";

    public static ArchiveCollectionCheckItem Passed(string name, string message, bool required = true) => new() { Name = name, Required = required, Message = message };

    public static ArchiveCollectionCheckItem Failed(string name, string? code, string message, bool required = true) =>
        new() { Name = name, Status = ArchiveCollectionCheckStatus.Failed, Required = required, ErrorCode = code, Message = message };

    /// <summary>Never required: what cannot be looked at stops nothing.</summary>
    public static ArchiveCollectionCheckItem NotChecked(string name, string message) => new() { Name = name, Status = ArchiveCollectionCheckStatus.NotChecked, Message = message };
}
