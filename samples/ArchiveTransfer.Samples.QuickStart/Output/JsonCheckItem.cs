namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>One thing looked at.</summary>
internal sealed record JsonCheckItem
{
    public required string Name { get; init; }

    /// <summary>ok, failed or not_checked.</summary>
    public required string Status { get; init; }

    public required bool Required { get; init; }

    public string? ErrorCode { get; init; }

    public required string Message { get; init; }

    public static JsonCheckItem Of(ArchiveCollectionCheckItem item) => new()
    {
        Name = item.Name,
        Status = item.Status switch
        {
            ArchiveCollectionCheckStatus.Passed => "ok",
            ArchiveCollectionCheckStatus.Failed => "failed",
            _ => "not_checked",
        },
        Required = item.Required,
        ErrorCode = item.ErrorCode,
        Message = item.Message,
    };
}
