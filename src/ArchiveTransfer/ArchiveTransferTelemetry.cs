namespace ArchiveTransfer;

/// <summary>Names for <c>AddMeter</c>.</summary>
public static class ArchiveTransferTelemetry
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "ArchiveTransfer";
}
