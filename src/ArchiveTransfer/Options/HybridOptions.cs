namespace ArchiveTransfer;

/// <summary>Where <see cref="OperationMode.Hybrid"/> draws its lines. No effect in other modes.</summary>
public sealed class HybridOptions
{
    /// <summary>Where s5cmd is preferred, objects up to this size go to it and larger ones to the library's own copy, by parts above <see cref="ArchiveCollectionOptions.MultipartThresholdMiB"/>. Without effect where <see cref="ArchiveCollectionOptions.DirectEngine"/> names an engine.</summary>
    /// <value>64; 0 to 5,120.</value>
    public int S5cmdMaxSizeMiB { get; set; } = 64;

    /// <summary>Where a server-side copy is refused, objects larger than this are streamed and smaller ones take the traditional way through disk.</summary>
    /// <value>0: every refused object is streamed; 0 to 5,242,880.</value>
    public int StreamingThresholdMiB { get; set; }
}
