namespace ArchiveTransfer;

/// <summary>Where from.</summary>
public sealed class SourceOptions : S3LocationOptions
{
    /// <summary>Send unsigned requests. Writes are signed all the same.</summary>
    public bool Anonymous { get; set; }

    /// <summary>Agree to pay for requests and transfer.</summary>
    public bool RequesterPays { get; set; }
}
