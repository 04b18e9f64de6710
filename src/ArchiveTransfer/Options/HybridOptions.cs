namespace ArchiveTransfer;

/// <summary>Where <see cref="OperationMode.Hybrid"/> draws its lines. No effect in other modes.</summary>
public sealed class HybridOptions
{
    /// <summary>Where a server-side copy is refused, objects larger than this are streamed and smaller ones take the traditional way through disk.</summary>
    /// <value>0: every refused object is streamed; 0 to 5,242,880.</value>
    public int StreamingThresholdMiB { get; set; }
}
