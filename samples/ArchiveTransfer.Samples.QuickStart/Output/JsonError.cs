namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>What went wrong, with an object or with a run.</summary>
internal sealed record JsonError
{
    public required string Code { get; init; }

    public required string Message { get; init; }

    public int? StatusCode { get; init; }

    public string? StoreCode { get; init; }

    public string? RequestId { get; init; }

    public static JsonError? Of(TransferError? error) => error is null ? null : new JsonError
    {
        Code = error.Code,
        Message = error.Message,
        StatusCode = error.StatusCode,
        StoreCode = error.StoreCode,
        RequestId = error.RequestId,
    };
}
