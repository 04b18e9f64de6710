namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>The result of a check for people: one thing looked at a line.</summary>
internal static class CheckText
{
    public static IEnumerable<string> Of(ArchiveCollectionCheck check) =>
    [
        $"{"can run",-11} {(check.CanRun ? "yes" : "NO")}",
        .. check.Items.Select(static item => $"{Word(item),-11} {item.Name,-26} {item.Message}"),
        .. check.Warnings.Select(static text => $"{"warning",-11} {"",-26} {text}"),
    ];

    private static string Word(ArchiveCollectionCheckItem item) => item switch
    {
        { Status: ArchiveCollectionCheckStatus.Passed } => "ok",
        { Status: ArchiveCollectionCheckStatus.NotChecked } => "not checked",
        { Required: true } => "FAILED",
        _ => "failed",
    };
}
